package dev.lowstock.etsy;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Etsy is down, over our quota, or answers what nobody can read: the same call may work later. */
public final class EtsyUnavailable extends EtsyFailure {

  private final @Nullable Duration retryAfter;
  private final boolean rateLimit;

  public EtsyUnavailable(String message) {
    this(message, null, false);
  }

  public EtsyUnavailable(String message, @Nullable Duration retryAfter, boolean rateLimit) {
    super(message);
    this.retryAfter = retryAfter;
    this.rateLimit = rateLimit;
  }

  public EtsyUnavailable(String message, Throwable cause) {
    super(message, cause);
    this.retryAfter = null;
    this.rateLimit = false;
  }

  /** How long Etsy asked us to wait, if it did. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** True when Etsy said that we have called too often, and not for one seller alone. */
  public boolean isRateLimit() {
    return rateLimit;
  }
}
