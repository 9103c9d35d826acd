package dev.lowstock.operate;

/** What the operator asked for cannot be done; the message says why, in one line. */
final class OperatorRefused extends RuntimeException {

  OperatorRefused(String message) {
    super(message);
  }
}
