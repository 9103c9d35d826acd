package dev.lowstock.etsy.component;

import dev.lowstock.etsy.feed.FeedPage;
import dev.lowstock.etsy.feed.FeedReading;
import dev.lowstock.etsy.feed.FeedWindow;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Noticed;
import dev.lowstock.stock.component.Noticing;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the feed once a period. Each page with listings of sellers who are watched goes to the
 * route, in the transaction that moves the feed's cursor: both are recorded, or neither, and the
 * same page is asked for again. A stop or a suspension ends the reading between two pages.
 */
public final class FeedConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {
  private static final Logger LOG = LoggerFactory.getLogger(FeedConsumer.class);

  private final FeedReading reading;
  private final Period period;
  private @Nullable ExecutorService thread;
  private @Nullable Reading running;

  FeedConsumer(FeedEndpoint endpoint, Processor route, FeedReading reading, Period period) {
    super(endpoint, route);
    this.reading = reading;
    this.period = period;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    thread =
        getEndpoint()
            .getCamelContext()
            .getExecutorServiceManager()
            .newSingleThreadExecutor(this, getEndpoint().getEndpointUri());
    begin();
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
    end();
    if (thread != null) {
      // Camel's graceful stop has waited for the page in hand.
      getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(thread);
    }
    super.doStop();
  }

  @Override
  public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
    return false;
  }

  /** Lets Camel's graceful shutdown wait for a page that no exchange has been made for yet. */
  @Override
  public synchronized int getPendingExchangesSize() {
    return running != null && running.isAtWork() ? 1 : 0;
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {}

  private synchronized void begin() {
    if (thread != null) {
      running = new Reading();
      thread.execute(running);
    }
  }

  private synchronized void end() {
    if (running != null) {
      running.end();
    }
  }

  /** Records a page that was read, by the route. */
  public void record(FeedWindow window, FeedPage page) throws Exception {
    reading.record(window, page, this::hand);
  }

  /** Has the transaction rolled back if the route failed. */
  private void hand(List<Listing> page, Noticed noticed) throws Exception {
    Exchange exchange = createExchange(false);
    try {
      Noticing.put(exchange, page, noticed);
      // Components such as sql would otherwise commit a batch by themselves.
      exchange.getExchangeExtension().setTransacted(true);
      getProcessor().process(exchange);
      if (exchange.getException() instanceof InterruptedException broken) {
        // Of a step of the route: a stop of the reading is told otherwise.
        throw new IllegalStateException("a step of the route was interrupted", broken);
      }
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      if (exchange.isRollbackOnly()) {
        throw new IllegalStateException("a route asked for a rollback");
      }
    } finally {
      releaseExchange(exchange, false);
    }
  }

  /** From a start or a resumption to a stop or a suspension. */
  private final class Reading implements Runnable, FeedReading.Clockwork {
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean atWork;

    @Override
    public void run() {
      try {
        do {
          readQuietly();
        } while (!endsWithin(period.get().toMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** An Error must not end this thread either: nobody would read any more. */
    private void readQuietly() throws InterruptedException {
      atWork = true;
      try {
        reading.read(this, FeedConsumer.this::hand);
      } catch (RuntimeException | Error e) {
        LOG.error("The listings feed could not be read: it is tried again", e);
      } finally {
        atWork = false;
      }
    }

    boolean isAtWork() {
      return atWork;
    }

    void end() {
      end.countDown();
    }

    @Override
    public boolean endsWithin(long millis) throws InterruptedException {
      return end.await(millis, TimeUnit.MILLISECONDS);
    }
  }
}
