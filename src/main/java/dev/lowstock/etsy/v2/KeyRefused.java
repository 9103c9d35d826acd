package dev.lowstock.etsy.v2;

/** Etsy does not take our consumer key or our signature: the operator has to correct them. */
public final class KeyRefused extends EtsyFailure {

  KeyRefused(String message) {
    super(message);
  }
}
