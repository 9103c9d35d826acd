package dev.lowstock.etsy;

import org.jspecify.annotations.Nullable;

/**
 * Etsy did not give what was asked; the message says in short what it answered, without secrets.
 */
public abstract sealed class EtsyFailure extends RuntimeException
    permits AccessRevoked,
        AnswerTooLarge,
        EtsyRefusedPin,
        EtsyUnavailable,
        KeyRefused,
        ListingGone,
        TokenExpired {

  EtsyFailure(String message) {
    super(message);
  }

  EtsyFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
