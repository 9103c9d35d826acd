package dev.lowstock.etsy.feed;

/** A seller's lasting permission to read, valid until the seller removes it; prints no secret. */
public record AccessToken(String token, String secret) {

  @Override
  public String toString() {
    return "AccessToken[***]";
  }
}
