package dev.lowstock.sandbox.page;

/** Why the page cannot have what it asked for, as an HTTP status and a sentence. */
final class ActionRefused extends Exception {
  private final int status;

  ActionRefused(int status, String reason) {
    super(reason);
    this.status = status;
  }

  int status() {
    return status;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
