package dev.lowstock.etsy;

/** Etsy does not take our consumer key or our signature: the operator has to correct them. */
public final class KeyRefused extends EtsyFailure {

  public KeyRefused(String message) {
    super(message);
  }
}
