package dev.lowstock.store;

/** The database cannot be used; the message says why and what to do. */
public final class DatabaseRefused extends RuntimeException {
  DatabaseRefused(String message) {
    super(message);
  }

  DatabaseRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
