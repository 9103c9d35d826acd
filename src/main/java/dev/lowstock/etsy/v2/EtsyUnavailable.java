package dev.lowstock.etsy.v2;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Etsy is down, over our quota, or answers what nobody can read: the same call may work later. */
public final class EtsyUnavailable extends EtsyFailure {

  private final @Nullable Duration retryAfter;
  private final boolean rateLimit;

  EtsyUnavailable(String message) {
    this(message, null, false);
  }

  EtsyUnavailable(String message, @Nullable Duration retryAfter, boolean rateLimit) {
    super(message);
    this.retryAfter = retryAfter;
    this.rateLimit = rateLimit;
  }

  EtsyUnavailable(String message, Throwable cause) {
    super(message, cause);
    this.retryAfter = null;
    this.rateLimit = false;
  }

  /** How long Etsy asked us to wait, if it did. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** True when Etsy said that we have called too often. */
  boolean isRateLimit() {
    return rateLimit;
  }
}
