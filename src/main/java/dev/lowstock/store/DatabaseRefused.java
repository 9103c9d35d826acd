package dev.lowstock.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be used; the message says why and what to do. */
public final class DatabaseRefused extends RuntimeException {
  DatabaseRefused(String message) {
    super(message);
  }

  DatabaseRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
