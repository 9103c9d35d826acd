package dev.lowstock.route;

import org.jspecify.annotations.Nullable;

/**
 * A route of the operator's own failed, took too long, or left something that nobody can read. Has
 * no cause: a failure of a hook's own call is not to be taken for one of Etsy or the database.
 */
public final class HookFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  HookFailed(String reason) {
    this(reason, null);
  }

  /**
   * With more for the log.
   *
   * @param reason what may be shown to anybody
   * @param detail what may hold an address of the operator's; null when there is nothing more
   */
  HookFailed(String reason, @Nullable String detail) {
    super(detail == null ? reason : reason + ": " + detail);
    this.reason = reason;
  }

  /** What failed, in words that hold no secret. */
  public String reason() {
    return reason;
  }
}
