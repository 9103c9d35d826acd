package dev.lowstock.etsy.login;

import org.jspecify.annotations.Nullable;

/**
 * A log-in as the database keeps it; prints no secret.
 *
 * @param chat where it was begun, and by whom
 * @param tokenSealed the state of API v3, the request token of v2
 * @param secretSealed the verifier of API v3, the token's secret of v2
 * @param stateHash by which that of API v3 is found again; null in v2
 */
public record LogIn(
    long id,
    LogInChat chat,
    String tokenSealed,
    String secretSealed,
    @Nullable String stateHash,
    Standing standing) {

  /** Whether it may still be ended. */
  public enum Standing {
    OPEN,
    USED,
    OLD
  }

  @Override
  public String toString() {
    return "LogIn[" + id + ", " + standing + "]";
  }
}
