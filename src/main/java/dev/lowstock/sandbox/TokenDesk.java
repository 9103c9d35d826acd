package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives out codes and tokens as v3 does (OAuth 2.0 with PKCE; a refresh ends both tokens before
 * it), and knows whose they are; refuses with {@link V3Refusal}. Thread-safe.
 */
final class TokenDesk {

  /** What a seller allowed. */
  record Permission(SandboxShop shop, Set<String> scopes) {}

  private record Code(Consent consent, SandboxShop shop, Instant expiresAt) {}

  /** A seller's permission and the one pair of tokens that stands for it now. */
  private static final class Grant {
    private final Permission permission;
    private boolean revoked;
    private String accessToken = "";
    private Instant accessEndsAt = Instant.MIN;
    private String refreshToken = "";
    private Instant refreshEndsAt = Instant.MIN;

    Grant(Permission permission) {
      this.permission = permission;
    }
  }

  private static final Duration REFRESH_TOKENS_LIVE = Duration.ofDays(90);

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Grant> byAccessToken = new HashMap<>();
  private final Map<String, Grant> byRefreshToken = new HashMap<>();
  private final List<Grant> grants = new ArrayList<>();
  private final Set<String> redirects = new HashSet<>();
  private final String clientId;
  private final Clock clock;
  private Duration codesLive = Duration.ofMinutes(5);
  private Duration accessTokensLive = Duration.ofHours(1);
  private String oddEnding = "";

  TokenDesk(String clientId, Clock clock) {
    this.clientId = clientId;
    this.clock = clock;
  }

  synchronized void register(String redirectUri) {
    redirects.add(redirectUri);
  }

  synchronized boolean isRegistered(String redirectUri) {
    return redirects.contains(redirectUri);
  }

  synchronized void codesLive(Duration howLong) {
    codesLive = howLong;
  }

  synchronized void accessTokensLive(Duration howLong) {
    accessTokensLive = howLong;
  }

  synchronized void endTokensWith(String ending) {
    oddEnding = ending;
  }

  /** The seller presses Allow: the code to send back with. */
  synchronized String allow(Consent consent, SandboxShop shop) {
    String code = hex(24) + oddEnding;
    codes.put(code, new Code(consent, shop, clock.instant().plus(codesLive)));
    return code;
  }

  /** Answers {@code POST /v3/public/oauth/token}. */
  synchronized EtsyReply token(EtsyRequest request) {
    if (!request.method().equals("POST")) {
      throw V3Refusal.notFound();
    }
    Map<String, String> form = request.formByName();
    Grant grant =
        switch (field(form, "grant_type")) {
          case "authorization_code" -> granted(form);
          case "refresh_token" -> refreshable(form);
          default -> throw V3Refusal.of(400, "unsupported_grant_type", "grant_type is not valid");
        };
    return renewed(grant);
  }

  /** Whose permission an access token is. */
  synchronized Permission permission(String accessToken) {
    Grant grant = byAccessToken.get(accessToken);
    if (grant == null) {
      throw V3Refusal.of(401, "invalid_token", "access token is invalid");
    }
    if (grant.revoked) {
      throw V3Refusal.of(403, "access token has been revoked");
    }
    boolean current = accessToken.equals(grant.accessToken);
    if (!current || !clock.instant().isBefore(grant.accessEndsAt)) {
      throw V3Refusal.of(401, "invalid_token", "access token is expired");
    }
    return grant.permission;
  }

  synchronized boolean isGranted(SandboxShop shop) {
    return grants.stream().anyMatch(grant -> !grant.revoked && grant.permission.shop() == shop);
  }

  synchronized void revoke(SandboxShop shop) {
    grants.stream()
        .filter(grant -> grant.permission.shop() == shop)
        .forEach(grant -> grant.revoked = true);
    codes.values().removeIf(code -> code.shop() == shop);
  }

  /** Ends the access tokens of now before their time. */
  synchronized void expireAccessTokens() {
    grants.forEach(grant -> grant.accessEndsAt = Instant.MIN);
  }

  private Grant granted(Map<String, String> form) {
    requireClient(form);
    String redirectUri = field(form, "redirect_uri");
    String verifier = field(form, "code_verifier");
    String given = field(form, "code");
    Code code = codes.get(given);
    if (code == null) {
      throw V3Refusal.of(400, "invalid_grant", "code is invalid or has been used");
    }
    require(clock.instant().isBefore(code.expiresAt()), "code is expired");
    require(code.consent().redirectUri().equals(redirectUri), "redirect_uri does not match");
    require(challenge(verifier).equals(code.consent().challenge()), "code_verifier does not match");
    codes.remove(given);
    Grant grant = new Grant(new Permission(code.shop(), code.consent().scopes()));
    grants.add(grant);
    return grant;
  }

  private Grant refreshable(Map<String, String> form) {
    requireClient(form);
    String token = field(form, "refresh_token");
    Grant grant = byRefreshToken.get(token);
    if (grant == null
        || grant.revoked
        || !token.equals(grant.refreshToken)
        || !clock.instant().isBefore(grant.refreshEndsAt)) {
      throw V3Refusal.of(400, "invalid_grant", "refresh_token is revoked");
    }
    return grant;
  }

  private EtsyReply renewed(Grant grant) {
    Instant now = clock.instant();
    grant.accessToken = fresh(grant);
    grant.accessEndsAt = now.plus(accessTokensLive);
    grant.refreshToken = fresh(grant);
    grant.refreshEndsAt = now.plus(REFRESH_TOKENS_LIVE);
    byAccessToken.put(grant.accessToken, grant);
    byRefreshToken.put(grant.refreshToken, grant);
    return EtsyReply.json(
        JsonNodeFactory.instance
            .objectNode()
            .put("access_token", grant.accessToken)
            .put("token_type", "Bearer")
            .put("expires_in", accessTokensLive.toSeconds())
            .put("refresh_token", grant.refreshToken)
            .toString());
  }

  private void requireClient(Map<String, String> form) {
    require(clientId.equals(field(form, "client_id")), "client_id does not match");
  }

  private static void require(boolean inOrder, String problem) {
    if (!inOrder) {
      throw V3Refusal.of(400, "invalid_grant", problem);
    }
  }

  private static String field(Map<String, String> form, String name) {
    String value = form.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw V3Refusal.of(400, "invalid_request", name + " is required");
    }
    return value;
  }

  private static String challenge(String verifier) {
    if (!verifier.matches("[A-Za-z0-9._~-]{43,128}")) {
      return "";
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  private String fresh(Grant grant) {
    return grant.permission.shop().sellerId() + "." + hex(32) + oddEnding;
  }

  private String hex(int bytes) {
    byte[] bits = new byte[bytes];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }
}
