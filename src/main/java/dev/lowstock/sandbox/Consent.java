package dev.lowstock.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the app asks a seller for, once the parameters of its address were found in order. */
record Consent(String redirectUri, String state, String challenge, Set<String> scopes) {

  private static final Set<String> SCOPES =
      Set.of(
          "address_r",
          "address_w",
          "email_r",
          "listings_d",
          "listings_r",
          "listings_w",
          "profile_r",
          "profile_w",
          "shops_r",
          "shops_w",
          "transactions_r",
          "transactions_w");

  /** What Etsy tells the app instead of asking the seller. */
  record Problem(String error, String description) {}

  static Consent of(Map<String, String> query) {
    return new Consent(
        query.getOrDefault("redirect_uri", ""),
        query.getOrDefault("state", ""),
        query.getOrDefault("code_challenge", ""),
        scopes(query));
  }

  /** The first thing wrong with an address whose app and redirect are right. */
  static @Nullable Problem problem(Map<String, String> query) {
    if (!"code".equals(query.get("response_type"))) {
      return new Problem("unsupported_response_type", "response_type must be code");
    }
    if (query.getOrDefault("state", "").isEmpty()) {
      return new Problem("invalid_request", "state is required");
    }
    if (!SCOPES.containsAll(scopes(query))) {
      return new Problem("invalid_scope", "scope is not valid");
    }
    if (!"S256".equals(query.get("code_challenge_method"))) {
      return new Problem("invalid_request", "code_challenge_method must be S256");
    }
    // The SHA-256 of any verifier is 43 characters, as RFC 7636 writes it.
    if (!query.getOrDefault("code_challenge", "").matches("[A-Za-z0-9_-]{43}")) {
      return new Problem("invalid_request", "code_challenge is not valid");
    }
    return null;
  }

  private static Set<String> scopes(Map<String, String> query) {
    return Set.copyOf(List.of(query.getOrDefault("scope", "").split(" ", -1)));
  }
}
