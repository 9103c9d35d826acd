package dev.lowstock.etsy.feed;

import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.Seller;
import dev.lowstock.store.TokenCipher;
import org.jspecify.annotations.Nullable;

/**
 * The signed calls of log-ins and SKUs and what their answers mean, with tokens sealed as the
 * database keeps them; makes no calls. Thread-safe.
 */
public final class EtsyLogins {
  private final EtsyOAuth1 oauth;
  private final TokenCipher cipher;

  public EtsyLogins(EtsyOAuth1 oauth, TokenCipher cipher) {
    this.oauth = oauth;
    this.cipher = cipher;
  }

  /** A log-in as it waits for its pin. */
  public record Started(String tokenSealed, String secretSealed, String loginUrl) {

    /** The address holds the token. */
    @Override
    public String toString() {
      return "Started[***]";
    }
  }

  /** The call that opens a log-in. */
  public SignedCall requestToken() {
    return oauth.requestToken();
  }

  public Started start(EtsyAnswer answer) {
    LoginStart start = oauth.parseRequestToken(answer);
    return new Started(
        cipher.encrypt(start.token().token()),
        cipher.encrypt(start.token().secret()),
        start.loginUrl());
  }

  /** The call that trades a stored log-in and its pin for access. */
  public SignedCall accessToken(String tokenSealed, String secretSealed, String pin) {
    return oauth.accessToken(
        new RequestToken(cipher.decrypt(tokenSealed), cipher.decrypt(secretSealed)), pin);
  }

  /**
   * The access that a pin brought, or null when it was refused and another log-in can be tried.
   *
   * @throws EtsyRefusedPin when there is no other log-in
   */
  public @Nullable AccessToken grant(EtsyAnswer answer, boolean moreLogins) {
    try {
      return oauth.parseAccessToken(answer);
    } catch (EtsyRefusedPin e) {
      if (moreLogins) {
        return null;
      }
      throw e;
    }
  }

  /** The call that asks whose an access is. */
  public SignedCall self(AccessToken access) {
    return oauth.self(access);
  }

  public Seller seller(EtsyAnswer answer) {
    return oauth.parseSelf(answer);
  }

  /** The call for a listing, with the access that was sealed so. */
  SignedCall listing(String tokenSealed, String secretSealed, long listingId) {
    return oauth.listing(
        new AccessToken(cipher.decrypt(tokenSealed), cipher.decrypt(secretSealed)), listingId);
  }

  /** The SKUs of a listing, one a line; empty when it has none. */
  public String skus(EtsyAnswer answer) {
    StringBuilder lines = new StringBuilder();
    for (String sku : oauth.parseSkus(answer)) {
      String line = sku.replaceAll("\\p{Cntrl}|\\p{Cs}", " ");
      if (lines.length() + line.length() < 15_000) {
        lines.append(line).append('\n');
      }
    }
    return lines.toString();
  }

  public String sealed(String secret) {
    return cipher.encrypt(secret);
  }
}
