package dev.lowstock.telegram;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code from: telegram:bots}: hands each update to the route as the Map it came as, at least once,
 * and confirms it to Telegram only after the route has dealt with it.
 *
 * <p>A failed exchange is tried again, then logged and passed over. Polling never gives up. Where
 * there are turns, it polls when it is its turn and otherwise stands by.
 */
public final class UpdateConsumer extends DefaultConsumer
    implements Suspendable, ShutdownAware, PollTurns.Poller {
  // The Bot API server waits no longer, whatever is asked for.
  private static final int LONGEST_POLL = 50;

  private final SoundTelegramEndpoint endpoint;
  private final Pace pace;
  private final Meters meters;
  private final @Nullable PollTurns turns;
  private final Reachability reachability = new Reachability(System::nanoTime);
  private final AtomicInteger inHand = new AtomicInteger();
  private @Nullable ExecutorService poller;
  private @Nullable ExecutorService workers;
  private @Nullable ScheduledExecutorService clock;
  private @Nullable Runnable endTurns;
  private @Nullable Polling polling;

  UpdateConsumer(
      SoundTelegramEndpoint endpoint,
      Processor processor,
      Pace pace,
      Meters meters,
      @Nullable PollTurns turns) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.pace = pace;
    this.meters = meters;
    this.turns = turns;
  }

  /** Since Telegram last answered a poll; a healthy bot's is never older than a long poll. */
  public Optional<Duration> sinceAnswer() {
    return reachability.sinceAnswer();
  }

  @Override
  public Optional<Duration> failingFor() {
    return reachability.failingFor();
  }

  /** Why the last poll failed, free of secrets; nothing while polls succeed. */
  public Optional<String> trouble() {
    return reachability.trouble();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    poller = threads().newSingleThreadExecutor(this, "TelegramPoll");
    workers = threads().newFixedThreadPool(this, "TelegramUpdates", pace.workers());
    clock = turns == null ? null : threads().newScheduledThreadPool(this, "TelegramTurns", 2);
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
    if (poller != null && workers != null) {
      poller.shutdown();
      // It finishes what is in hand and confirms; what still runs after that will come again.
      poller.awaitTermination(pace.stopLimit().toMillis(), TimeUnit.MILLISECONDS);
      threads().shutdownNow(poller);
      threads().shutdownNow(workers);
    }
    if (clock != null) {
      threads().shutdown(clock);
    }
    super.doStop();
  }

  @Override
  public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
    return false;
  }

  /** Lets Camel's graceful shutdown wait for updates that no exchange has been made for yet. */
  @Override
  public int getPendingExchangesSize() {
    return inHand.get();
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {}

  private synchronized void begin() {
    if (turns == null || clock == null) {
      poll();
    } else {
      endTurns = turns.tell(this, clock);
    }
  }

  private synchronized void end() {
    if (endTurns != null) {
      endTurns.run();
      endTurns = null;
    }
    standBy();
  }

  /** Whether it polls now. */
  public synchronized boolean isPolling() {
    return polling != null;
  }

  @Override
  public synchronized void poll() {
    boolean ended = turns != null && endTurns == null;
    if (poller == null || workers == null || polling != null || ended) {
      return;
    }
    // Another node may have polled meanwhile.
    reachability.begin();
    UpdateBatch batch = new UpdateBatch(this::route, workers, pace, meters, inHand);
    Polling next = new Polling(endpoint.getTelegramService(), wishes(), pace, reachability, batch);
    poller.execute(next);
    polling = next;
  }

  @Override
  public synchronized void standBy() {
    if (polling != null) {
      polling.stop();
      polling = null;
    }
  }

  private Optional<Throwable> route(ReceivedUpdate update) {
    Exchange exchange = createExchange(false);
    try {
      exchange.getMessage().setBody(update.content());
      exchange.getMessage().setHeader(UpdateHeaders.UPDATE_ID, update.id());
      exchange.getMessage().setHeader(UpdateHeaders.UPDATE_KIND, update.kind());
      update.chatId().ifPresent(id -> exchange.getMessage().setHeader(UpdateHeaders.CHAT_ID, id));
      update.userId().ifPresent(id -> exchange.getMessage().setHeader(UpdateHeaders.USER_ID, id));
      getProcessor().process(exchange);
      return Optional.ofNullable(exchange.getException());
    } catch (Throwable e) {
      return Optional.of(e);
    } finally {
      releaseExchange(exchange, false);
    }
  }

  private Polling.Wishes wishes() {
    int timeout = requireNonNullElse(endpoint.getConfiguration().getTimeout(), 30);
    int limit = requireNonNullElse(endpoint.getConfiguration().getLimit(), 100);
    return new Polling.Wishes(
        limit,
        Duration.ofSeconds(Math.min(timeout, LONGEST_POLL)),
        Duration.ofMillis(endpoint.getDelay()));
  }

  private ExecutorServiceManager threads() {
    return endpoint.getCamelContext().getExecutorServiceManager();
  }
}
