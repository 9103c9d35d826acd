package dev.lowstock.etsy.feed;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.ListingGone;

/** What a call may fail with, as Etsy's answers lead to it. */
public final class EtsyTroubles {
  private EtsyTroubles() {}

  public static AccessRevoked revoked() {
    return new AccessRevoked("Etsy answered 401 (oauth_problem=token_revoked)");
  }

  public static ListingGone gone() {
    return new ListingGone("Etsy answered 404");
  }

  public static EtsyUnavailable unavailable() {
    return new EtsyUnavailable("Etsy answered 503");
  }
}
