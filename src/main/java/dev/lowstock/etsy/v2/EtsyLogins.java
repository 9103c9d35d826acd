package dev.lowstock.etsy.v2;

import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.Seller;
import dev.lowstock.store.Rows;
import dev.lowstock.store.TokenCipher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signed calls of the routes and what their answers mean, with tokens sealed as the database
 * keeps them.
 */
public final class EtsyLogins {
  /** A listing has a few kB. */
  private static final int LARGEST_ANSWER = 1024 * 1024;

  private final EtsyOAuth1 oauth;
  private final TokenCipher cipher;

  public EtsyLogins(EtsyOAuth1 oauth, TokenCipher cipher) {
    this.oauth = oauth;
    this.cipher = cipher;
  }

  /**
   * Reads an answer whole, as far as any honest one goes.
   *
   * @throws EtsyUnavailable when it is larger
   */
  public EtsyAnswer answer(int status, @Nullable String retryAfter, @Nullable InputStream body)
      throws IOException {
    if (body == null) {
      return new EtsyAnswer(status, "", retryAfter);
    }
    try (body) {
      byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
      if (bytes.length > LARGEST_ANSWER) {
        throw new EtsyUnavailable("Etsy answered " + status + " with more than is read");
      }
      return new EtsyAnswer(status, new String(bytes, StandardCharsets.UTF_8), retryAfter);
    }
  }

  /** A log-in as it waits for its pin. */
  public record Started(String tokenSealed, String secretSealed, String loginUrl) {}

  public Started start(EtsyAnswer answer) {
    LoginStart start = oauth.parseRequestToken(answer);
    return new Started(
        cipher.encrypt(start.token().token()),
        cipher.encrypt(start.token().secret()),
        start.loginUrl());
  }

  /** The call that trades a stored log-in and its pin for access. */
  public SignedCall accessToken(Map<String, Object> login, String pin) {
    return oauth.accessToken(new RequestToken(token(login), secret(login)), pin);
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

  public Seller seller(EtsyAnswer answer) {
    return oauth.parseSelf(answer);
  }

  /** The call for the listing of a stock event. */
  public SignedCall listing(Map<String, Object> event) {
    return oauth.listing(
        new AccessToken(token(event), secret(event)), Rows.number(event, "listing_id"));
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

  private String token(Map<String, Object> row) {
    return cipher.decrypt(Rows.text(row, "token_sealed"));
  }

  private String secret(Map<String, Object> row) {
    return cipher.decrypt(Rows.text(row, "secret_sealed"));
  }
}
