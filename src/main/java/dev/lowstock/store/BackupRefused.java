package dev.lowstock.store;

/** A database that cannot be copied; the message says why. */
public final class BackupRefused extends RuntimeException {

  BackupRefused(String message) {
    super(message);
  }
}
