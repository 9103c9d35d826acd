package dev.lowstock.etsy.shops;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Etsy still gives inventory with a shop's listings. It stopped doing so for other calls in
 * July 2026; where it is refused, inventory is asked for by listing ids. Thread-safe.
 */
public final class InventoryOffer {
  private static final Logger LOG = LoggerFactory.getLogger(InventoryOffer.class);
  private static final Duration UNTIL_ASKED_AGAIN = Duration.ofHours(6);

  private final InstantSource steady;
  private volatile Instant notBefore = Instant.EPOCH;

  public InventoryOffer(InstantSource steady) {
    this.steady = steady;
  }

  boolean isServed() {
    return !steady.instant().isBefore(notBefore);
  }

  void refused() {
    notBefore = steady.instant().plus(UNTIL_ASKED_AGAIN);
    LOG.warn("Etsy refuses includes=Inventory: asking for inventory by listing ids instead");
  }
}
