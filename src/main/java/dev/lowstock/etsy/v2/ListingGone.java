package dev.lowstock.etsy.v2;

/** Etsy has no such listing any more: asking again will not help. */
public final class ListingGone extends EtsyFailure {

  ListingGone(String message) {
    super(message);
  }
}
