package dev.lowstock.etsy;

/** The access token has ended before its time: a refresh brings the next (Etsy API v3). */
public final class TokenExpired extends EtsyFailure {

  public TokenExpired(String message) {
    super(message);
  }
}
