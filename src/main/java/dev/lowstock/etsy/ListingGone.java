package dev.lowstock.etsy;

/** Etsy has no such listing any more: asking again will not help. */
public final class ListingGone extends EtsyFailure {

  public ListingGone(String message) {
    super(message);
  }
}
