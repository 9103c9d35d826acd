package dev.lowstock.etsy.login;

/**
 * Etsy gave the access but did not say whose it is. The pin or code is spent: the seller has to log
 * in anew.
 */
public final class LogInUnfinished extends RuntimeException {

  LogInUnfinished(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
