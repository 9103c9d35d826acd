package dev.lowstock.etsy.login;

import org.jspecify.annotations.Nullable;

/**
 * The access to a seller's shop as it is to be kept; prints no secret.
 *
 * @param tokenSealed the access token
 * @param secretSealed the refresh token of API v3, the token's secret of v2
 * @param expiresIn seconds until the access token ends; null when it does not, as in v2
 */
public record SealedGrant(String tokenSealed, String secretSealed, @Nullable Long expiresIn) {

  @Override
  public String toString() {
    return "SealedGrant[***]";
  }
}
