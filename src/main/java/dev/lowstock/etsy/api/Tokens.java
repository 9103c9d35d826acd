package dev.lowstock.etsy.api;

/**
 * A pair of tokens as Etsy gave it; prints no secret.
 *
 * @param sellerId the user who allowed it, which stands in front of both
 * @param expiresIn seconds until the access token ends; the refresh token has 90 days (Etsy Open
 *     API, authentication)
 */
public record Tokens(String accessToken, String refreshToken, long sellerId, long expiresIn) {

  @Override
  public String toString() {
    return "Tokens[seller " + sellerId + "]";
  }
}
