package dev.lowstock.etsy.v3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyRefusedPin.Why;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.JsonFields;
import dev.lowstock.etsy.Seller;
import dev.lowstock.store.Rows;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.WrongKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logging in to Etsy as the routes do it, with secrets sealed as the database keeps them. */
public final class EtsyConnect {
  private final EtsyOAuth2 oauth;
  private final TokenCipher cipher;

  public EtsyConnect(EtsyOAuth2 oauth, TokenCipher cipher) {
    this.oauth = oauth;
    this.cipher = cipher;
  }

  /** A log-in as it waits for its code. */
  public record Started(
      String stateSealed, String verifierSealed, String stateHash, String loginUrl) {

    /** The address holds the state. */
    @Override
    public String toString() {
      return "Started[***]";
    }
  }

  public Started start() {
    EtsyOAuth2.Opened opened = oauth.open();
    return new Started(
        cipher.encrypt(opened.state()),
        cipher.encrypt(opened.verifier()),
        hash(opened.state()),
        opened.loginUrl());
  }

  /** A log-in that may be the one that a code belongs to. */
  public record Attempt(Map<String, Object> login, String code) {

    @Override
    public String toString() {
      return "Attempt[***]";
    }
  }

  /**
   * Which of the open log-ins are to be tried with what a person sent: the one whose state came
   * with the code, or all of them with a code alone.
   *
   * @throws EtsyRefusedPin when there is nothing to be tried
   */
  public List<Attempt> attempts(String sent, List<Map<String, Object>> logins) {
    CallbackAddress address = CallbackAddress.pasted(sent);
    String hash = hash(address.state());
    List<Map<String, Object>> meant =
        logins.stream()
            .filter(login -> login.get("state_hash") != null)
            .filter(
                login -> address.state().isEmpty() || hash.equals(Rows.text(login, "state_hash")))
            .toList();
    if (meant.isEmpty()) {
      throw new EtsyRefusedPin(Why.OTHER_LOGIN, "The state is of no log-in that is open here");
    }
    if (!address.error().isEmpty()) {
      throw address.isDenied()
          ? new EtsyRefusedPin(Why.DENIED, "The seller did not allow it")
          : new EtsyRefusedPin("Etsy gave an error in place of a code");
    }
    if (address.code().isEmpty()) {
      throw new EtsyRefusedPin("What was sent holds no code");
    }
    return meant.stream().map(login -> new Attempt(login, address.code())).toList();
  }

  /** The call that trades a code for tokens. */
  public EtsyCall codeForTokens(Map<String, Object> login, String code) {
    return oauth.codeForTokens(code, cipher.decrypt(Rows.text(login, "secret_sealed")));
  }

  public Tokens tokens(EtsyAnswer answer) {
    return oauth.parseTokens(answer);
  }

  /**
   * Passes the tokens that one of the attempts brought.
   *
   * @throws EtsyRefusedPin when all log-ins were ended by others meanwhile
   */
  public Tokens required(@Nullable Tokens tokens) {
    if (tokens == null) {
      throw new EtsyRefusedPin(Why.OTHER_LOGIN, "The log-in was ended elsewhere");
    }
    return tokens;
  }

  /** The call for a user's shop; it needs no token. */
  public EtsyCall shop(Tokens tokens) {
    return EtsyCall.get(
        "getShopByOwnerUserId", "/v3/application/users/" + tokens.sellerId() + "/shops", null);
  }

  /**
   * The user and the shop.
   *
   * @throws EtsyRefusedPin when there is none
   * @throws EtsyFailure when Etsy does not say
   */
  public Seller seller(EtsyAnswer answer, Tokens tokens) {
    if (answer.status() == 404) {
      throw new EtsyRefusedPin(Why.NO_SHOP, "User " + tokens.sellerId() + " has no shop");
    }
    JsonNode shop = answer.json();
    JsonNode shopId = shop.path("shop_id");
    if (!shopId.canConvertToLong() || shopId.asLong() <= 0) {
      throw new EtsyUnavailable("Etsy answered 200 without a shop_id");
    }
    return new Seller(
        tokens.sellerId(), JsonFields.text(shop.path("shop_name"), 100), shopId.asLong());
  }

  public String sealed(String token) {
    return cipher.encrypt(token);
  }

  /**
   * A stored access token.
   *
   * @param access row of the seller's grant
   * @throws WrongKey when it was sealed with another key
   */
  public Bearer bearer(Map<String, Object> access) {
    return new Bearer(cipher.decrypt(Rows.text(access, "token_sealed")));
  }

  /**
   * The call that trades a stored refresh token for new tokens.
   *
   * @throws WrongKey when it was sealed with another key
   */
  public EtsyCall refresh(Map<String, Object> access, long sellerId) {
    return oauth.refresh(cipher.decrypt(Rows.text(access, "secret_sealed"))).of(sellerId);
  }

  /** The call, made for a seller. */
  public EtsyCall asSeller(EtsyCall call, long sellerId) {
    return call.of(sellerId);
  }

  public Tokens refreshed(EtsyAnswer answer) {
    return oauth.parseRefreshed(answer);
  }

  /**
   * The row of a grant that still stands and that Etsy may be asked with.
   *
   * @throws AccessRevoked when there is none
   * @throws EtsyUnavailable while the seller's calls wait, as Etsy refused them
   */
  public Map<String, Object> given(@Nullable Map<String, Object> access, long sellerId) {
    if (access == null) {
      throw new AccessRevoked("Seller " + sellerId + " has to log in again: there is no access");
    }
    if (access.get("held_until") != null) {
      Duration left =
          Duration.between(Rows.instant(access, "now"), Rows.instant(access, "held_until"));
      throw new EtsyUnavailable(
          "Etsy refused calls of seller "
              + sellerId
              + " (429); the next is made in "
              + left.toSeconds()
              + " s");
    }
    return access;
  }

  /**
   * Passes an access that was replaced since it was refused.
   *
   * @throws AccessRevoked when it is still the same
   */
  public void requireReplaced(Map<String, Object> refused, Map<String, Object> access) {
    if (Rows.text(refused, "secret_sealed").equals(Rows.text(access, "secret_sealed"))) {
      throw new AccessRevoked(
          "Etsy takes the refresh token no more: the seller has to log in again");
    }
  }

  /**
   * Passes an access token that has not ended.
   *
   * @throws EtsyUnavailable when it has, and whoever refreshes it is not done
   */
  public void requireAlive(Map<String, Object> access) {
    if (Rows.text(access, "life").equals("ended")) {
      throw new EtsyUnavailable("The access token has ended and is not refreshed yet");
    }
  }

  /**
   * Passes a good answer, and one about the call itself: that there is no such thing, that Etsy
   * does not take the call so, or that the seller did not allow it. What that means is for the
   * caller to decide.
   */
  public EtsyAnswer goodOrAboutTheCall(EtsyAnswer answer) {
    boolean aboutTheCall =
        answer.status() == 404
            || answer.status() == 400
            || (answer.status() == 403 && answer.error().equals("insufficient_scope"));
    if (!aboutTheCall) {
      answer.requireGood();
    }
    return answer;
  }

  /** By which a state is found again: hex of its SHA-256. */
  static String hash(String state) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
