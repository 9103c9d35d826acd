package dev.lowstock.etsy.feed;

/**
 * Etsy's temporary credentials of one login, kept until the seller sends the pin; prints no secret.
 */
public record RequestToken(String token, String secret) {

  @Override
  public String toString() {
    return "RequestToken[***]";
  }
}
