package dev.lowstock.etsy.feed;

/** A login that Etsy has opened: where the seller allows it, and the token that ends it. */
public record LoginStart(RequestToken token, String loginUrl) {

  /** The address holds the token, so it is not printed. */
  @Override
  public String toString() {
    return "LoginStart[***]";
  }
}
