package dev.lowstock.etsy;

/**
 * A log-in cannot be ended with what the seller sent: the seller has to send another, or start
 * again.
 */
public final class EtsyRefusedPin extends EtsyFailure {

  /** What was wrong with it. */
  public enum Why {
    /** Etsy does not take this pin or code, or its log-in is too old. */
    WRONG,
    /** The seller did not allow it. */
    DENIED,
    /** It belongs to a log-in that is not open, or not this one's. */
    OTHER_LOGIN,
    /** The user who allowed it has no shop. */
    NO_SHOP
  }

  private final Why why;

  public EtsyRefusedPin(String message) {
    this(Why.WRONG, message);
  }

  public EtsyRefusedPin(Why why, String message) {
    super(message);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
