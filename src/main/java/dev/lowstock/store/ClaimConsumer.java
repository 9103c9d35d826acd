package dev.lowstock.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands rows of a table to a route: claims as many as there are workers free, each under a lease,
 * gives each to the route as an exchange, and settles it by how the exchange ended.
 *
 * <p>It asks for rows when woken, when a worker has become free and there may be more, and
 * otherwise once a period; rows that were just written are handed to it without being asked for. A
 * stop or a suspension claims no more and lets what is in hand end. If the database is away, the
 * row stays in it and is claimed again later.
 *
 * @param <C> what is claimed
 */
public abstract class ClaimConsumer<C extends ClaimConsumer.Claim> extends DefaultConsumer
    implements Suspendable, ShutdownAware {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimConsumer.class);

  /** For what Camel's graceful stop, which comes before and waits for longer, has left over. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

  /** A claimed row. */
  public interface Claim {
    /** The owner of the lease that holds it, as {@link Leases} named it; several may share one. */
    String lease();
  }

  /**
   * How rows are claimed.
   *
   * @param atATime how many are in hand at most
   * @param period how often it looks for rows without being woken
   */
  public record Way(int atATime, Duration period, Source source) {}

  /**
   * What a table's rows come with.
   *
   * @param endLease told each lease whose rows have all been dealt with
   * @param away told failures that are the database's
   * @param signal sent when there may be new rows
   * @param usable false while the disk does not take what is committed
   */
  public record Source(
      Consumer<String> endLease, DatabaseAway away, WakeSignal signal, BooleanSupplier usable) {}

  private final Way way;
  private final Runnable wake = this::wake;
  private final Semaphore free;
  private final AtomicInteger inHand = new AtomicInteger();
  private final Map<String, Integer> rowsOfLease = new HashMap<>();

  /** Whether the last claim has shown that no more rows were due. */
  private volatile boolean drained;

  private @Nullable ExecutorService claimer;
  private @Nullable ExecutorService workers;
  private volatile @Nullable Claiming claiming;

  protected ClaimConsumer(Endpoint endpoint, Processor route, Way way) {
    super(endpoint, route);
    this.way = way;
    this.free = new Semaphore(way.atATime());
  }

  /**
   * Claims rows that are due. Called by one thread.
   *
   * @param most how many at most, at least 1
   */
  protected abstract List<C> claim(int most);

  /** Whether no more rows are due when a claim has brought fewer than it was asked for. */
  protected boolean showsAllDue() {
    return false;
  }

  /**
   * Whether rows may be due after a row was dealt with, also when the last claim has shown that no
   * more were: a row that is wanted while it is in hand can only be claimed then.
   */
  protected boolean mayBeWantedInHand() {
    return false;
  }

  /**
   * Claims rows that were wanted while they were in hand. Called by the same thread, when the last
   * {@link #claim} has shown that no others were due.
   */
  protected List<C> claimWantedInHand(int most) {
    return claim(most);
  }

  /** Puts a claimed row into the exchange that the route sees; what it throws is settled. */
  protected abstract void fill(Exchange exchange, C claimed);

  /**
   * Records what became of a row.
   *
   * @param exchange as the route left it; its exception, if any, is dealt with by this
   */
  protected abstract void settle(C claimed, Exchange exchange);

  /** A row was claimed while the consumer stopped. Nobody deals with it, and its lease runs out. */
  protected void abandon(C claimed) {}

  /** Deals with a row, to its end: by the route, unless a component knows better. */
  protected void deal(C claimed) throws Exception {
    Exchange exchange = createExchange(false);
    try {
      try {
        fill(exchange, claimed);
        getProcessor().process(exchange);
      } catch (Exception e) {
        exchange.setException(e);
      }
      if (exchange.getException() == null && exchange.isRollbackOnly()) {
        exchange.setException(new IllegalStateException("a route asked for a rollback"));
      }
      settle(claimed, exchange);
    } finally {
      releaseExchange(exchange, false);
    }
  }

  /**
   * Deals with rows that were written in the transaction of this thread, once that is committed. As
   * many are claimed, in the same transaction, as there are workers free, but none while others may
   * be waiting.
   *
   * @param rows how many there are
   * @param claim claims as many of them as it is told, or fewer where they are not due, into a list
   * @return for how many there were workers; the others have to be asked for
   */
  protected final int takeWritten(int rows, ObjIntConsumer<List<C>> claim) {
    Claiming now = claiming;
    // Who borrows a connection does not hear whether its transaction is committed.
    int most = now == null || !drained || Transacted.isCarried() ? 0 : now.reserve(rows);
    if (now == null || most == 0) {
      return 0;
    }
    List<C> claimed = new ArrayList<>();
    boolean well = false;
    try {
      claim.accept(claimed, most);
      well = true;
    } finally {
      free.release(most - claimed.size());
      takeInHand(claimed);
      if (!well) {
        claimed.forEach(now::drop);
      }
    }
    AfterCommit.run(
        () -> claimed.forEach(way.source().usable().getAsBoolean() ? now::begin : now::drop),
        () -> claimed.forEach(now::drop));
    return most;
  }

  private void takeInHand(List<C> claimed) {
    inHand.addAndGet(claimed.size());
    synchronized (rowsOfLease) {
      claimed.forEach(row -> rowsOfLease.merge(row.lease(), 1, Integer::sum));
    }
  }

  /** Has rows claimed at once, as there may be new ones. */
  protected final void wake() {
    Claiming now = claiming;
    if (now != null) {
      now.wake();
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    claimer = threads().newSingleThreadExecutor(this, getEndpoint().getEndpointUri() + "-claims");
    workers = threads().newFixedThreadPool(this, getEndpoint().getEndpointUri(), way.atATime());
    begin();
    way.source().signal().wakes(wake);
  }

  @Override
  protected void doSuspend() {
    end();
  }

  @Override
  protected void doResume() {
    begin();
  }

  @Override
  protected void doStop() throws Exception {
    way.source().signal().forget(wake);
    end();
    if (claimer != null && workers != null) {
      threads().shutdownGraceful(claimer, STOP_LIMIT.toMillis());
      // Camel's graceful stop has waited for what is in hand.
      threads().shutdownNow(workers);
    }
    super.doStop();
  }

  @Override
  public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
    return false;
  }

  /** Lets Camel's graceful shutdown wait for rows that no exchange has been made for yet. */
  @Override
  public int getPendingExchangesSize() {
    return inHand.get();
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {}

  private synchronized void begin() {
    if (claimer != null) {
      Claiming next = new Claiming();
      claiming = next;
      claimer.execute(next);
    }
  }

  private synchronized void end() {
    if (claiming != null) {
      claiming.stop();
    }
  }

  private ExecutorServiceManager threads() {
    return getEndpoint().getCamelContext().getExecutorServiceManager();
  }

  /** One time of claiming: from a start or a resumption to a stop or a suspension. */
  private final class Claiming implements Runnable {
    private boolean woken;
    private boolean wokenForInHand;
    private boolean stopping;
    private long claimedAllNanos;

    @Override
    public void run() {
      try {
        boolean onlyInHand = false;
        while (!isStopping()) {
          onlyInHand = isOnlyInHandNext(!handQuietly(onlyInHand));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized boolean isStopping() {
      return stopping;
    }

    synchronized void wake() {
      woken = true;
      notifyAll();
    }

    private synchronized void wakeForInHand() {
      wokenForInHand = true;
      notifyAll();
    }

    synchronized void stop() {
      stopping = true;
      notifyAll();
    }

    /**
     * Says whether the next claim is for nothing but what was wanted in hand. Who wakes it from
     * then on gets another claim after that.
     *
     * @param rests whether to rest before, for what is left of the period since all that was due
     *     was asked for
     */
    private synchronized boolean isOnlyInHandNext(boolean rests) throws InterruptedException {
      boolean onlyInHand = rests && isOnlyInHandAfterRest();
      woken = false;
      wokenForInHand = false;
      return onlyInHand;
    }

    private synchronized boolean isOnlyInHandAfterRest() throws InterruptedException {
      long end = claimedAllNanos + way.period().toNanos();
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      while (!woken && !wokenForInHand && !stopping && left > 0) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
      return wokenForInHand && !woken && drained && left > 0;
    }

    /** An Error must not end this thread either: nobody would claim any more. */
    private boolean handQuietly(boolean onlyInHand) throws InterruptedException {
      try {
        return hand(onlyInHand);
      } catch (RuntimeException | Error e) {
        failed("claimed nothing", e);
        return false;
      } finally {
        if (!onlyInHand) {
          claimedAllNanos = System.nanoTime();
        }
      }
    }

    /** Claims for all workers that are free, and says whether to claim again at once. */
    private boolean hand(boolean onlyInHand) throws InterruptedException {
      drained = false;
      if (!free.tryAcquire(way.period().toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      if (isStopping()) {
        free.release();
        return false;
      }
      int most = 1 + free.drainPermits();
      List<C> claimed = claimQuietly(most, onlyInHand);
      free.release(most - claimed.size());
      takeInHand(claimed);
      claimed.forEach(this::begin);
      return !claimed.isEmpty() && !drained;
    }

    /** Takes free workers, at most so many, and says how many it has got. */
    int reserve(int most) {
      int taken = 0;
      while (taken < most && !isStopping() && free.tryAcquire()) {
        taken++;
      }
      return taken;
    }

    private List<C> claimQuietly(int most, boolean onlyInHand) {
      try {
        List<C> claimed = onlyInHand ? claimWantedInHand(most) : claim(most);
        drained = claimed.size() < most && showsAllDue();
        return claimed;
      } catch (RuntimeException | Error e) {
        failed("claimed nothing", e);
        return List.of();
      }
    }

    void begin(C row) {
      ExecutorService pool = Objects.requireNonNull(workers);
      if (pool.isShutdown()) {
        // It would drop the row without a word.
        drop(row);
        return;
      }
      try {
        pool.execute(() -> dealWith(row));
      } catch (RuntimeException | Error e) {
        drop(row);
        failed("could not deal with " + row.lease(), e);
      }
    }

    void drop(C row) {
      abandon(row);
      done(row);
    }

    private void dealWith(C row) {
      try {
        deal(row);
      } catch (Throwable e) {
        failed("could not settle " + row.lease(), e);
      } finally {
        done(row);
      }
    }

    private void done(C row) {
      try {
        giveUp(row.lease());
      } finally {
        inHand.decrementAndGet();
        free.release();
        if (!drained) {
          ClaimConsumer.this.wake();
        } else if (mayBeWantedInHand()) {
          wakeForInHand();
        }
      }
    }
  }

  private void giveUp(String lease) {
    boolean last;
    synchronized (rowsOfLease) {
      last = rowsOfLease.merge(lease, -1, (rows, one) -> rows == 1 ? null : rows - 1) == null;
    }
    if (last) {
      way.source().endLease().accept(lease);
    }
  }

  private void failed(String what, Throwable failure) {
    if (DatabaseAway.isIn(failure)) {
      way.source().away().seen(failure);
    } else {
      LOG.error("{} {}: it is tried again", getEndpoint().getEndpointUri(), what, failure);
    }
  }
}
