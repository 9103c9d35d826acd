package dev.lowstock.etsy.v3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyRefusedPin.Why;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.JsonFields;
import dev.lowstock.etsy.Seller;
import dev.lowstock.store.Rows;
import dev.lowstock.store.TokenCipher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logging in to Etsy as the routes do it, with secrets sealed as the database keeps them. */
public final class EtsyConnect {
  private static final long MILLIS_BEFORE_ASKING_AGAIN = 1000;

  private final EtsyCalls calls;
  private final EtsyOAuth2 oauth;
  private final TokenCipher cipher;

  public EtsyConnect(EtsyCalls calls, EtsyOAuth2 oauth, TokenCipher cipher) {
    this.calls = calls;
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
  public static List<Attempt> attempts(String sent, List<Map<String, Object>> logins) {
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

  /**
   * Trades a code for the tokens of a log-in.
   *
   * @throws EtsyRefusedPin when Etsy does not take the code
   * @throws EtsyFailure when Etsy does not say
   */
  public Tokens tokens(Map<String, Object> login, String code) throws IOException {
    String verifier = cipher.decrypt(Rows.text(login, "secret_sealed"));
    return oauth.parseTokens(calls.make(oauth.codeForTokens(code, verifier)));
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

  /**
   * Asks Etsy for the user and the shop.
   *
   * @throws EtsyRefusedPin when there is none
   * @throws EtsyFailure when Etsy does not say
   */
  public Seller seller(Tokens tokens) throws IOException {
    try {
      return askForSeller(tokens);
    } catch (EtsyUnavailable | IOException e) {
      // The code is spent: whose it was is worth asking twice.
      Wait.millis(MILLIS_BEFORE_ASKING_AGAIN);
      return askForSeller(tokens);
    }
  }

  private Seller askForSeller(Tokens tokens) throws IOException {
    // It needs no token.
    EtsyAnswer answer =
        calls.make(
            EtsyCall.get(
                "getShopByOwnerUserId",
                "/v3/application/users/" + tokens.sellerId() + "/shops",
                null));
    return seller(answer, tokens);
  }

  static Seller seller(EtsyAnswer answer, Tokens tokens) {
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
