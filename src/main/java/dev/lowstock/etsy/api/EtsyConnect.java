package dev.lowstock.etsy.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyRefusedPin.Why;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.JsonFields;
import dev.lowstock.etsy.Seller;
import dev.lowstock.etsy.Wait;
import java.io.IOException;

/** What logging in asks of Etsy. Thread-safe. */
public final class EtsyConnect {
  private static final long MILLIS_BEFORE_ASKING_AGAIN = 1000;

  private final EtsyCalls calls;
  private final EtsyOAuth2 oauth;

  public EtsyConnect(EtsyCalls calls, EtsyOAuth2 oauth) {
    this.calls = calls;
    this.oauth = oauth;
  }

  /** A new log-in; makes no call. */
  public EtsyOAuth2.Opened open() {
    return oauth.open();
  }

  /**
   * Trades a code for the tokens of a log-in.
   *
   * @throws EtsyRefusedPin when Etsy does not take the code
   * @throws EtsyFailure when Etsy does not say
   */
  public Tokens tokens(String code, String verifier) throws IOException {
    return oauth.parseTokens(calls.make(oauth.codeForTokens(code, verifier)));
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
}
