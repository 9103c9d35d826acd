package dev.lowstock.etsy.feed;

import org.jspecify.annotations.Nullable;

/**
 * One call to Etsy with its signature, to be sent once and within minutes, with an empty body.
 *
 * @param path what follows the base URL, from {@code /v2} on
 * @param query percent-encoded, part of what is signed
 * @param authorization the whole {@code Authorization} header
 */
public record SignedCall(String method, String path, @Nullable String query, String authorization) {

  /** For the metrics: the kind of call, without whose or which. */
  String operation() {
    return switch (path) {
      case EtsyOAuth1.REQUEST_TOKEN -> "request_token";
      case EtsyOAuth1.ACCESS_TOKEN -> "access_token";
      case EtsyOAuth1.SELF -> "self";
      default -> "listing";
    };
  }

  @Override
  public String toString() {
    return method + " " + path + (query == null ? "" : "?" + query);
  }
}
