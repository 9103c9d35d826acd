package dev.lowstock.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The leases that this node works under. A lease is short, so that the work of a node that dies is
 * taken over soon, and is renewed for as long as the work goes on. Thread-safe.
 *
 * <p>How old a lease is, is counted from before it was asked for, on a clock that nobody sets and
 * that goes on while the process is stopped: here it always ends before it does in the database.
 */
public final class Leases {
  /**
   * Longer than the longest send (15 s), as a send is begun only when it will end in time, and the
   * time between renewals (5 s), and 5 s for a database that is slow. The statements that claim say
   * the same.
   */
  public static final Duration LENGTH = Duration.ofSeconds(25);

  /** A lease is renewed when it is so old; looked for every {@code lowstock.leaseCheckPeriod}. */
  private static final Duration RENEWED_AFTER = Duration.ofSeconds(4);

  private final Statements database;
  private final LongSupplier nanos;
  private final Map<String, Renewal> renewals;
  private final Map<String, Lease> held = new ConcurrentHashMap<>();

  public Leases(Database database) {
    this(database, System::nanoTime);
  }

  Leases(Database database, LongSupplier nanos) {
    this.database = database.statements();
    this.nanos = nanos;
    this.renewals =
        Map.of(
            "chat", new Renewal("renew-chat", Duration.ofMinutes(1)),
            "stock_event", new Renewal("renew-stock-events", Duration.ofMinutes(2)),
            "shop_watch", new Renewal("renew-shops", Duration.ofMinutes(5)),
            "look_pace", new Renewal("renew-sweep", Duration.ofMinutes(1)),
            "etsy_grant", new Renewal("renew-grant", Duration.ofMinutes(1)));
  }

  /**
   * How leases on the rows of a table are renewed.
   *
   * @param longest no work takes so long, and what hangs is left to others
   */
  private record Renewal(String statement, Duration longest) {}

  private record Lease(Renewal renewal, long begunNanos, long renewedNanos) {}

  /**
   * Names an owner for a lease that is about to be asked for.
   *
   * @param table whose rows it will be on
   */
  public String begin(String table) {
    Renewal renewal = renewals.get(table);
    if (renewal == null) {
      throw new IllegalArgumentException("No leases of " + table + " are known");
    }
    long now = nanos.getAsLong();
    String owner = UUID.randomUUID().toString();
    held.put(owner, new Lease(renewal, now, now));
    return owner;
  }

  /**
   * The owners of the leases that work goes on under, those just named too: also when by the
   * database's clock, which may have been set, they have run out.
   */
  public List<String> held(String table) {
    Renewal renewal = renewals.get(table);
    return held.entrySet().stream()
        .filter(owned -> owned.getValue().renewal().equals(renewal) && goesOn(owned.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Ends a lease here. In the database it ends where the work is recorded, or by itself. */
  public void end(String owner) {
    held.remove(owner);
  }

  /** Renews the leases that are old enough, each before it has run out. */
  public void renew() {
    held.forEach(
        (owner, lease) -> {
          if (isDue(lease)) {
            renew(owner, lease);
          }
        });
  }

  private boolean renew(String owner, Lease lease) {
    long asked = nanos.getAsLong();
    int rows =
        database.update(
            lease.renewal().statement(), Map.of("owner", owner, "seconds", LENGTH.toSeconds()));
    if (rows > 0) {
      held.computeIfPresent(
          owner, (name, old) -> new Lease(old.renewal(), old.begunNanos(), asked));
    }
    return rows > 0;
  }

  /**
   * Makes sure that a lease will last long enough for what comes next, and renews it where not.
   *
   * @param needed how long that may take
   * @throws LeaseLost when the lease has run out, as after a pause of the process
   */
  public void require(String owner, Duration needed) {
    Lease lease = held.get(owner);
    if (lease == null || !lasts(lease, needed)) {
      if (lease == null || !renew(owner, lease) || !lasts(held.get(owner), needed)) {
        throw new LeaseLost();
      }
    }
  }

  private boolean lasts(@Nullable Lease lease, Duration needed) {
    return lease != null && since(lease.renewedNanos()).plus(needed).compareTo(LENGTH) < 0;
  }

  private boolean isDue(Lease lease) {
    return since(lease.renewedNanos()).compareTo(RENEWED_AFTER) >= 0 && goesOn(lease);
  }

  private boolean goesOn(Lease lease) {
    return since(lease.begunNanos()).compareTo(lease.renewal().longest()) < 0;
  }

  private Duration since(long time) {
    return Duration.ofNanos(nanos.getAsLong() - time);
  }
}
