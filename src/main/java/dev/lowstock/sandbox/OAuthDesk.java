package dev.lowstock.sandbox;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives out request tokens, pins and access tokens, and knows whose they are (Etsy API v2, OAuth);
 * refuses with {@link OAuthProblem}. Thread-safe.
 */
final class OAuthDesk {

  /** A seller's permission. */
  record Grant(String secret, String scope, SandboxShop shop) {}

  private record Login(
      String secret,
      String scope,
      Instant expiresAt,
      @Nullable String pin,
      @Nullable SandboxShop shop) {

    Login allowedBy(SandboxShop seller, String shownPin) {
      return new Login(secret, scope, expiresAt, shownPin, seller);
    }
  }

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Login> logins = new ConcurrentHashMap<>();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final OAuth1Verifier verifier;
  private final EtsyKeys keys;
  private final Clock clock;
  private volatile Duration lifetime = Duration.ofHours(1);
  private volatile String oddEnding = "";

  OAuthDesk(EtsyKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
    this.verifier = new OAuth1Verifier(keys.consumerKey(), keys.sharedSecret(), clock);
  }

  void requestTokensLive(Duration howLong) {
    lifetime = howLong;
  }

  void endTokensWith(String ending) {
    oddEnding = ending;
  }

  EtsyReply requestToken(EtsyRequest request) {
    Map<String, String> header = verified(request);
    String callback = header.get("oauth_callback");
    if (callback == null) {
      throw new OAuthProblem("parameter_absent");
    }
    String token = fresh(15);
    String secret = fresh(5);
    String scope = request.query().getOrDefault("scope", "");
    logins.put(token, new Login(secret, scope, clock.instant().plus(lifetime), null, null));
    String query = form("oauth_consumer_key", keys.consumerKey(), "oauth_token", token);
    URI page = request.url().resolve("/oauth/signin?" + query + "&service=v2_prod");
    return EtsyReply.form(
        form(
            "login_url",
            page.toString(),
            "oauth_token",
            token,
            "oauth_token_secret",
            secret,
            "oauth_callback_confirmed",
            "true",
            "oauth_consumer_key",
            keys.consumerKey(),
            "oauth_callback",
            callback));
  }

  EtsyReply accessToken(EtsyRequest request) {
    Map<String, String> header = verified(request);
    String loginToken = header.getOrDefault("oauth_token", "");
    Login login = login(loginToken);
    SandboxShop shop = login.shop();
    if (shop == null || !header.getOrDefault("oauth_verifier", "").equals(login.pin())) {
      throw new OAuthProblem("verifier_invalid");
    }
    logins.remove(loginToken);
    String token = fresh(15);
    Grant grant = new Grant(fresh(5), login.scope(), shop);
    grants.put(token, grant);
    return EtsyReply.form(form("oauth_token", token, "oauth_token_secret", grant.secret()));
  }

  boolean isOpen(String token) {
    Login login = logins.get(token);
    return login != null && login.expiresAt().isAfter(clock.instant());
  }

  /** The seller presses Allow: the pin to show. */
  String allow(String token, SandboxShop shop) {
    String pin = hex(4);
    logins.computeIfPresent(token, (same, login) -> login.allowedBy(shop, pin));
    return pin;
  }

  /** Whose permission signed this call. */
  Grant granted(EtsyRequest request) {
    Grant grant = grants.get(verified(request).getOrDefault("oauth_token", ""));
    if (grant == null) {
      throw new OAuthProblem("token_rejected");
    }
    return grant;
  }

  boolean isGranted(SandboxShop shop) {
    return grants.values().stream().anyMatch(grant -> grant.shop() == shop);
  }

  void revoke(SandboxShop shop) {
    grants.values().removeIf(grant -> grant.shop() == shop);
  }

  private Map<String, String> verified(EtsyRequest request) {
    return verifier.verified(
        request.method(), request.url(), request.form(), request.authorization(), this::secret);
  }

  private String secret(String token) {
    Grant grant = grants.get(token);
    return grant != null ? grant.secret() : login(token).secret();
  }

  private Login login(String token) {
    Login login = logins.get(token);
    if (login == null) {
      throw new OAuthProblem("token_revoked");
    }
    if (!login.expiresAt().isAfter(clock.instant())) {
      throw new OAuthProblem("token_expired");
    }
    return login;
  }

  private String fresh(int bytes) {
    return hex(bytes) + oddEnding;
  }

  private String hex(int bytes) {
    byte[] bits = new byte[bytes];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  private static String form(String... namesAndValues) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(namesAndValues[i]).append('=');
      form.append(OAuth1Signature.encode(namesAndValues[i + 1]));
    }
    return form.toString();
  }
}
