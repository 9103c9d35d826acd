package dev.lowstock.stock;

/** A stock event cannot be described now, for a reason that passes by itself: it is tried again. */
public final class EventWaits extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  /** For a failure that passes; its kind is shown to people, its message to the log. */
  public EventWaits(Exception failure) {
    super(failure.getMessage(), failure);
    this.reason = failure.getClass().getSimpleName();
  }

  /** In words that hold no secret. */
  public String reason() {
    return reason;
  }
}
