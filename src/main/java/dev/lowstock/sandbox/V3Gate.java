package dev.lowstock.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Who may call: the key of the app on every call, and a seller's token where the operation wants
 * one; refuses with {@link V3Refusal}.
 */
final class V3Gate {

  private static final String BEARER = "Bearer ";

  private final TokenDesk desk;
  private final EtsyKeys keys;

  V3Gate(TokenDesk desk, EtsyKeys keys) {
    this.desk = desk;
    this.keys = keys;
  }

  /** The keystring of a call whose {@code x-api-key} is right. */
  String key(EtsyRequest request) {
    String given = request.headers().getOrDefault("x-api-key", "");
    if (given.isEmpty()) {
      throw V3Refusal.of(403, "Missing x-api-key header or client_id");
    }
    if (given.equals(keys.consumerKey())) {
      throw V3Refusal.of(403, "Shared secret is required in x-api-key header.");
    }
    if (!given.equals(keys.consumerKey() + ":" + keys.sharedSecret())) {
      throw V3Refusal.of(403, "API key not found or not active");
    }
    return keys.consumerKey();
  }

  /** The permission that a call carries, if any; a wrong one is refused even where none is due. */
  TokenDesk.@Nullable Permission carried(EtsyRequest request) {
    String authorization = request.authorization();
    if (authorization == null) {
      return null;
    }
    if (!authorization.startsWith(BEARER)) {
      throw V3Refusal.of(401, "invalid_token", "access token is missing");
    }
    return desk.permission(authorization.substring(BEARER.length()));
  }

  TokenDesk.Permission required(EtsyRequest request, String scope) {
    TokenDesk.Permission permission = carried(request);
    if (permission == null) {
      throw V3Refusal.of(401, "invalid_token", "access token is missing");
    }
    if (!permission.scopes().contains(scope)) {
      throw V3Refusal.of(403, "insufficient_scope", "token lacks the scope " + scope);
    }
    return permission;
  }

  /** The seller whose call it is, if they let the app read their listings. */
  @Nullable SandboxShop reader(EtsyRequest request) {
    TokenDesk.Permission permission = carried(request);
    return permission != null && permission.scopes().contains("listings_r")
        ? permission.shop()
        : null;
  }
}
