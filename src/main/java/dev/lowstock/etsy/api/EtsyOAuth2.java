package dev.lowstock.etsy.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.scribejava.core.builder.api.DefaultApi20;
import com.github.scribejava.core.oauth.AccessTokenRequestParams;
import com.github.scribejava.core.oauth.OAuth20Service;
import com.github.scribejava.core.oauth2.clientauthentication.ClientAuthentication;
import com.github.scribejava.core.oauth2.clientauthentication.RequestBodyAuthenticationScheme;
import com.github.scribejava.core.pkce.PKCE;
import com.github.scribejava.core.pkce.PKCEService;
import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * OAuth 2.0 of Etsy API v3, authorization code with PKCE, as a client without a secret: says where
 * a seller allows it, which calls bring the tokens, and what their answers mean; makes no calls.
 *
 * <p>Thread-safe. Every {@code parse…} throws an {@link EtsyFailure} if the answer is not the one
 * that was asked for.
 */
public final class EtsyOAuth2 {
  private static final String TOKEN = "/v3/public/oauth/token";
  private static final String LISTINGS = "listings_r";
  private static final String RECEIPTS = "transactions_r";

  /** Of an access token, where Etsy does not say it (Etsy Open API, authentication). */
  private static final long USUAL_SECONDS = 3600;

  /** A user id and a dot stand in front of every token. */
  private static final int LONGEST_ID = 18;

  private final Client client;
  private final SecureRandom random;
  private final String scope;

  /**
   * Does as the operator's app is registered with Etsy.
   *
   * @param baseUrl what stands before {@code /v3}
   * @param connectUrl the page where a seller allows it
   * @param redirectUri exactly as it is registered
   * @param readsReceipts whether to ask for that too, which the webhooks of orders need
   */
  public EtsyOAuth2(
      String baseUrl,
      String connectUrl,
      String keystring,
      @Nullable String redirectUri,
      boolean readsReceipts,
      SecureRandom random) {
    this.client =
        new Client(
            new Endpoints(baseUrl.replaceFirst("/+$", "") + TOKEN, connectUrl),
            keystring,
            redirectUri);
    this.random = random;
    this.scope = readsReceipts ? LISTINGS + " " + RECEIPTS : LISTINGS;
  }

  /**
   * A log-in that nobody can guess or end but us.
   *
   * @param state says which log-in a callback is about
   * @param verifier proves at the end that the log-in was begun by us (RFC 7636)
   */
  public record Opened(String state, String verifier, String loginUrl) {

    /** All of it is secret. */
    @Override
    public String toString() {
      return "Opened[***]";
    }
  }

  Opened open() {
    String state = Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes());
    PKCE pkce = PKCEService.defaultInstance().generatePKCE(randomBytes());
    String loginUrl =
        client.createAuthorizationUrlBuilder().state(state).scope(scope).pkce(pkce).build();
    return new Opened(state, pkce.getCodeVerifier(), loginUrl);
  }

  /** The call that trades a code for tokens; works once. */
  EtsyCall codeForTokens(String code, String verifier) {
    return EtsyCall.post("token", TOKEN, client.codeForm(code, verifier));
  }

  /** The call that trades a refresh token for new ones; Etsy then ends the old ones. */
  EtsyCall refresh(String refreshToken) {
    return EtsyCall.post("refresh", TOKEN, client.refreshForm(refreshToken));
  }

  /**
   * The tokens that a code brought.
   *
   * @throws EtsyRefusedPin when Etsy does not take the code
   */
  Tokens parseTokens(EtsyAnswer answer) {
    refuseBadKey(answer);
    if (answer.status() == 400 && !answer.error().isEmpty()) {
      throw new EtsyRefusedPin(answer.inShort() + " to the code: the seller has to log in again");
    }
    return tokens(answer);
  }

  /**
   * The tokens that a refresh brought.
   *
   * @throws AccessRevoked when the refresh token has ended
   */
  Tokens parseRefreshed(EtsyAnswer answer) {
    refuseBadKey(answer);
    if (answer.status() == 400 && answer.error().equals("invalid_grant")) {
      throw new AccessRevoked(answer.inShort() + ": the seller has to log in again");
    }
    return tokens(answer);
  }

  /** RFC 6749, 5.2: 401, or one of these words; and what Etsy says of a key that it lost. */
  private static void refuseBadKey(EtsyAnswer answer) {
    boolean aboutTheKey =
        List.of("invalid_client", "unauthorized_client").contains(answer.error())
            || (answer.error() + answer.description()).toLowerCase(Locale.ROOT).contains("api key");
    if (answer.status() == 401 || (List.of(400, 403).contains(answer.status()) && aboutTheKey)) {
      throw new KeyRefused(answer.inShort() + ": check ETSY_CONSUMER_KEY, the keystring");
    }
  }

  private static Tokens tokens(EtsyAnswer answer) {
    JsonNode json = answer.json();
    String accessToken = json.path("access_token").asText("");
    String refreshToken = json.path("refresh_token").asText("");
    int dot = accessToken.indexOf('.');
    if (dot < 1 || dot > LONGEST_ID || !accessToken.substring(0, dot).matches("[0-9]+")) {
      throw new EtsyUnavailable("Etsy answered 200 without an access token of a user");
    }
    if (refreshToken.isBlank()) {
      throw new EtsyUnavailable("Etsy answered 200 without a refresh token");
    }
    long seconds = json.path("expires_in").asLong(0);
    return new Tokens(
        accessToken,
        refreshToken,
        Long.parseLong(accessToken.substring(0, dot)),
        seconds > 0 && seconds <= Integer.MAX_VALUE ? seconds : USUAL_SECONDS);
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  /** ScribeJava's OAuth 2.0 used for its requests only: it makes no calls of its own. */
  private static final class Client extends OAuth20Service {

    Client(DefaultApi20 endpoints, String keystring, @Nullable String redirectUri) {
      super(endpoints, keystring, null, redirectUri, null, "code", null, null, null, null);
    }

    String codeForm(String code, String verifier) {
      return createAccessTokenRequest(
              AccessTokenRequestParams.create(code).pkceCodeVerifier(verifier))
          .getBodyParams()
          .asFormUrlEncodedString();
    }

    String refreshForm(String refreshToken) {
      return createRefreshTokenRequest(refreshToken, null).getBodyParams().asFormUrlEncodedString();
    }
  }

  private static final class Endpoints extends DefaultApi20 {
    private final String tokenUrl;
    private final String connectUrl;

    Endpoints(String tokenUrl, String connectUrl) {
      this.tokenUrl = tokenUrl;
      this.connectUrl = connectUrl;
    }

    @Override
    public String getAccessTokenEndpoint() {
      return tokenUrl;
    }

    @Override
    protected String getAuthorizationBaseUrl() {
      return connectUrl;
    }

    @Override
    public ClientAuthentication getClientAuthentication() {
      return RequestBodyAuthenticationScheme.instance();
    }
  }
}
