package dev.lowstock.etsy.v2;

import org.jspecify.annotations.Nullable;

/**
 * Etsy did not give what was asked; the message says in short what it answered, without secrets.
 */
public abstract sealed class EtsyFailure extends RuntimeException
    permits AccessRevoked, EtsyRefusedPin, EtsyUnavailable, KeyRefused, ListingGone {

  EtsyFailure(String message) {
    super(message);
  }

  EtsyFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
