package dev.lowstock.etsy.v2;

/** Etsy does not take this pin, or its login is too old: the seller has to start again. */
public final class EtsyRefusedPin extends EtsyFailure {

  EtsyRefusedPin(String message) {
    super(message);
  }
}
