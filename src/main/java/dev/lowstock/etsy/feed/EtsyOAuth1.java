package dev.lowstock.etsy.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.scribejava.core.services.TimestampService;
import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.JsonFields;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.ListingGone;
import dev.lowstock.etsy.Seller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Signs the calls of Etsy API v2 (OAuth 1.0a, HMAC-SHA1) and reads their answers; makes no calls.
 *
 * <p>Thread-safe. Every {@code parse…} throws an {@link EtsyFailure} if the answer is not the one
 * that was asked for.
 */
public final class EtsyOAuth1 {

  static final String REQUEST_TOKEN = "/v2/oauth/request_token";
  static final String ACCESS_TOKEN = "/v2/oauth/access_token";
  static final String SELF = "/v2/users/__SELF__";
  private static final int LONGEST_SKU = 255;

  private static final String SCOPE = "scope=listings_r";

  private final String baseUrl;
  private final EtsySigner signer;

  /**
   * Signs with this machine's clock, which Etsy wants to be right within minutes.
   *
   * @param baseUrl what stands before {@code /v2}, with or without a slash at its end
   */
  public EtsyOAuth1(String baseUrl, String consumerKey, String sharedSecret) {
    this(baseUrl, consumerKey, sharedSecret, Clock.systemUTC());
  }

  /** The same with another clock. */
  public EtsyOAuth1(String baseUrl, String consumerKey, String sharedSecret, Clock clock) {
    this(baseUrl, consumerKey, sharedSecret, new FreshStamps(clock));
  }

  public EtsyOAuth1(
      String baseUrl, String consumerKey, String sharedSecret, TimestampService stamps) {
    this.baseUrl = WebAddress.asSigned(baseUrl);
    this.signer =
        new EtsySigner(
            this.baseUrl + REQUEST_TOKEN + "?" + SCOPE,
            this.baseUrl + ACCESS_TOKEN,
            consumerKey,
            sharedSecret,
            stamps);
  }

  /** Opens a login whose pin Etsy shows to the seller ({@code oob}). */
  public SignedCall requestToken() {
    return new SignedCall("POST", REQUEST_TOKEN, SCOPE, signer.requestToken());
  }

  /** Ends a login with the pin that the seller was shown. */
  public SignedCall accessToken(RequestToken token, String verifier) {
    return new SignedCall("POST", ACCESS_TOKEN, null, signer.accessToken(token, verifier.strip()));
  }

  /** Asks whose token this is. */
  public SignedCall self(AccessToken token) {
    return get(token, SELF);
  }

  /** Asks for a listing with what only its owner may see, such as its SKUs. */
  public SignedCall listing(AccessToken token, long listingId) {
    return get(token, "/v2/listings/" + listingId);
  }

  public LoginStart parseRequestToken(int status, @Nullable String body) {
    return parseRequestToken(new EtsyAnswer(status, body));
  }

  public LoginStart parseRequestToken(EtsyAnswer answer) {
    refuseBadKey(answer);
    if (answer.isRefusal() && !isAboutTime(answer)) {
      throw new KeyRefused(answer.inShort() + " to our consumer key: check key and shared secret");
    }
    Map<String, String> form = answer.form();
    if (!"true".equals(form.get("oauth_callback_confirmed"))) {
      throw answer.unavailable("without confirming that it will show a pin");
    }
    String loginUrl = field(answer, form, "login_url");
    if (!WebAddress.isEtsys(loginUrl, baseUrl)) {
      throw answer.unavailable("with a login_url that is no page of Etsy's");
    }
    return new LoginStart(
        new RequestToken(
            field(answer, form, "oauth_token"), field(answer, form, "oauth_token_secret")),
        loginUrl);
  }

  public AccessToken parseAccessToken(int status, @Nullable String body) {
    return parseAccessToken(new EtsyAnswer(status, body));
  }

  public AccessToken parseAccessToken(EtsyAnswer answer) {
    refuseBadKey(answer);
    if (isAboutThePin(answer)) {
      throw new EtsyRefusedPin(answer.inShort() + " to the pin: the seller has to log in again");
    }
    Map<String, String> form = answer.form();
    return new AccessToken(
        field(answer, form, "oauth_token"), field(answer, form, "oauth_token_secret"));
  }

  public Seller parseSelf(int status, @Nullable String body) {
    return parseSelf(new EtsyAnswer(status, body));
  }

  public Seller parseSelf(EtsyAnswer answer) {
    refuseRevoked(answer);
    JsonNode user = answer.firstResult();
    JsonNode userId = user.path("user_id");
    if (!userId.isIntegralNumber() || !userId.canConvertToLong() || userId.longValue() <= 0) {
      throw answer.unavailable("without a user_id");
    }
    return new Seller(userId.longValue(), JsonFields.text(user.path("login_name"), 100), null);
  }

  public List<String> parseSkus(int status, @Nullable String body) {
    return parseSkus(new EtsyAnswer(status, body));
  }

  /** The SKUs of a listing in Etsy's order, each once; none if the seller gave it none. */
  public List<String> parseSkus(EtsyAnswer answer) {
    refuseRevoked(answer);
    if (answer.status() == 404 && !answer.isHtml()) {
      throw new ListingGone(answer.inShort());
    }
    JsonNode sku = answer.firstResult().path("sku");
    Stream<JsonNode> skus =
        sku.isArray() ? StreamSupport.stream(sku.spliterator(), false) : Stream.of(sku);
    return skus.filter(JsonNode::isValueNode)
        .filter(value -> !value.isNull())
        .map(value -> TextNode.valueOf(StringEscapeUtils.unescapeHtml4(value.asText())))
        .map(text -> JsonFields.text(text, LONGEST_SKU))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private SignedCall get(AccessToken token, String path) {
    return new SignedCall("GET", path, null, signer.get(token, baseUrl + path));
  }

  private static void refuseBadKey(EtsyAnswer answer) {
    if (answer.problem().startsWith("consumer_key_")) {
      throw new KeyRefused(answer.inShort() + ": check the consumer key");
    }
  }

  private static void refuseRevoked(EtsyAnswer answer) {
    refuseBadKey(answer);
    if (answer.problem().startsWith("token_")) {
      throw new AccessRevoked(answer.inShort() + ": the seller has to log in again");
    }
  }

  /** 400, 401, or 403 with a problem that Etsy names: a bare 403 may be anything. */
  private static boolean isAboutThePin(EtsyAnswer answer) {
    boolean names = !answer.problem().isEmpty();
    boolean refuses = answer.status() == 400 || answer.isRefusal();
    return refuses && !answer.isHtml() && (names || answer.status() != 403) && !isAboutTime(answer);
  }

  /** Says that our clock is off, or that a call was sent twice: neither the key nor the pin. */
  private static boolean isAboutTime(EtsyAnswer answer) {
    return List.of("timestamp_refused", "nonce_used").contains(answer.problem());
  }

  private static String field(EtsyAnswer answer, Map<String, String> form, String name) {
    String value = form.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw answer.unavailable("without " + name);
    }
    return value;
  }
}
