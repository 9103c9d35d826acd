package dev.lowstock.etsy.shops;

import dev.lowstock.etsy.api.EtsyCalls;
import dev.lowstock.store.DatabaseAway;
import dev.lowstock.store.Leases;
import dev.lowstock.store.WakeSignal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps over the listings of all shops while calls are scarce, and counts what a look at every
 * shop takes, of which it follows whether they are. One node sweeps at a time, under a lease. A
 * sweep tells nobody anything: it is kept as a whole or not at all, and has suspected shops looked
 * at. Thread-safe.
 */
public final class ShopSweeps {
  private static final Logger LOG = LoggerFactory.getLogger(ShopSweeps.class);

  private final Parts parts;

  public ShopSweeps(Parts parts) {
    this.parts = parts;
  }

  /**
   * What sweeps are made with.
   *
   * @param wanted sent when looks may be wanted
   */
  public record Parts(
      Looks looks,
      Sweeps sweeps,
      SweepRows rows,
      EtsyCalls calls,
      Leases leases,
      LookMeters meters,
      WakeSignal wanted,
      DatabaseAway away) {}

  /** Tells the plan what a look at every shop takes by now. */
  public void countRound() {
    try {
      parts.looks().takes(parts.rows().round());
    } catch (RuntimeException e) {
      if (!DatabaseAway.isIn(e)) {
        throw e;
      }
      parts.away().seen(e);
    }
  }

  /**
   * Sweeps over the listings that are due first, if that pays and the pace allows it.
   *
   * @param stopping asked before each call: a sweep that is broken off keeps nothing, and its lease
   *     runs out
   * @return whether the next sweep may be asked for at once. One over nothing takes no call and so
   *     is not paced.
   */
  public boolean sweep(BooleanSupplier stopping) {
    if (!parts.looks().areMadeInSweeps()) {
      return false;
    }
    String lease = parts.leases().begin("look_pace");
    try {
      return parts.rows().claim(lease) && sweep(lease, stopping);
    } catch (IOException | RuntimeException e) {
      failed(lease, e);
      return false;
    } finally {
      parts.leases().end(lease);
    }
  }

  private boolean sweep(String lease, BooleanSupplier stopping) throws IOException {
    Sweep sweep = parts.sweeps().open(parts.rows().due());
    while (sweep.hasNext()) {
      if (stopping.getAsBoolean()) {
        return false;
      }
      parts.sweeps().read(sweep, parts.calls().make(parts.sweeps().next(sweep)));
    }
    if (sweep.isRefused()) {
      return false;
    }
    SweepOutcome swept = parts.sweeps().outcome(sweep);
    parts.rows().settle(swept, lease);
    parts.meters().swept(swept);
    parts.wanted().send();
    return !swept.listings().isEmpty();
  }

  private void failed(String lease, Exception failure) {
    if (failure instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
      LOG.debug("The sweep over listings is broken off, as the program stops");
    } else if (DatabaseAway.isIn(failure)) {
      parts.away().seen(failure);
    } else {
      LOG.warn("Sweep over listings: {}", failure.getMessage());
      parts.rows().postpone(lease);
    }
  }
}
