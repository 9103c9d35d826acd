package dev.lowstock.telegram;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node knows of the lease on polling Telegram, which one node at a time has.
 *
 * <p>It counts from before the database was asked, on this machine's own clock, and lets go before
 * the database does: however long the database takes or hangs, two nodes never believe to have it.
 * Thread-safe.
 */
public final class PollLease {
  private static final Logger LOG = LoggerFactory.getLogger(PollLease.class);

  /** A fifth of the lease is for ending the poll. */
  private static final int MARGIN = 5;

  /** Longer than the time after which the others ask again. */
  private static final int OTHERS_TURN_SECONDS = 5;

  private enum Holder {
    UNKNOWN,
    THIS_NODE,
    ANOTHER,
    LET_GO
  }

  private final LongSupplier nanos;
  private Holder holder = Holder.UNKNOWN;
  private long endsAt;
  private long wantedAt;

  /**
   * @param nanos a clock that only goes forward
   */
  public PollLease(LongSupplier nanos) {
    this.nanos = nanos;
    this.wantedAt = nanos.getAsLong();
  }

  /**
   * Lets go of the lease, as Telegram does not answer this node, so that another may try: by not
   * asking for it until it has ended and others have had their turn.
   *
   * @param seconds the length of a lease
   */
  public synchronized void letGo(int seconds) {
    holder = Holder.LET_GO;
    wantedAt = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds + OTHERS_TURN_SECONDS);
    LOG.warn("Telegram does not answer this node: another may poll");
  }

  /** Whether to ask the database for the lease. */
  public synchronized boolean isWanted() {
    return nanos.getAsLong() - wantedAt >= 0;
  }

  /** To be called before the database is asked. */
  public long ask() {
    return nanos.getAsLong();
  }

  /**
   * Takes the database's answer.
   *
   * @param askedAt what {@link #ask()} gave
   * @param rows 1 if the lease is this node's, for so many seconds, and 0 if it is another's
   */
  public synchronized void answered(long askedAt, int rows, int seconds) {
    if (rows == 0) {
      turn(Holder.ANOTHER);
      return;
    }
    long length = TimeUnit.SECONDS.toNanos(seconds);
    endsAt = askedAt + length - length / MARGIN;
    if (isCurrent()) {
      turn(Holder.THIS_NODE);
    }
  }

  /** Whether this node may poll now. */
  public synchronized boolean isHeld() {
    return holder == Holder.THIS_NODE && isCurrent();
  }

  /** True once when it was this node's, and the database did not renew it in time. */
  public synchronized boolean hasRunOut() {
    if (holder != Holder.THIS_NODE || isCurrent()) {
      return false;
    }
    holder = Holder.UNKNOWN;
    LOG.warn("Telegram is not polled by this node: the database has not renewed its lease");
    return true;
  }

  /** Why this node does not poll, in a few words. */
  synchronized String whyNot() {
    return switch (holder) {
      case ANOTHER -> "another node polls";
      case LET_GO -> "not polling: Telegram did not answer this node, and another may try";
      default -> "not polling: the database has not said which node may";
    };
  }

  private boolean isCurrent() {
    return endsAt - nanos.getAsLong() > 0;
  }

  private void turn(Holder next) {
    if (holder != next) {
      holder = next;
      LOG.info("Telegram is polled by {} node", next == Holder.THIS_NODE ? "this" : "another");
    }
  }
}
