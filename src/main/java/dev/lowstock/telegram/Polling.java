package dev.lowstock.telegram;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for updates until told to stop, and confirms them once the batch has dealt with all of them
 * (Bot API, "getUpdates": an offset confirms what is below it). Whatever fails, it goes on.
 */
final class Polling implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
  static final List<String> KINDS = List.of("message", "callback_query", "my_chat_member");

  /** The endpoint's wishes. */
  record Wishes(int limit, Duration timeout, Duration idlePause) {}

  private final BotApi api;
  private final Wishes wishes;
  private final Pace pace;
  private final Reachability reachability;
  private final UpdateBatch batch;

  private @Nullable Long offset;
  private boolean confirmed = true;
  private volatile boolean stopping;
  private @Nullable Thread waiting;

  Polling(BotApi api, Wishes wishes, Pace pace, Reachability reachability, UpdateBatch batch) {
    this.api = api;
    this.wishes = wishes;
    this.pace = pace;
    this.reachability = reachability;
    this.batch = batch;
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        goOn();
      }
      confirm();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void goOn() throws InterruptedException {
    try {
      List<?> updates = poll();
      if (!updates.isEmpty() && !stopping) {
        take(updates);
      }
    } catch (RuntimeException | Error e) {
      // Thrown, it would end the polling while this node holds the lease on it.
      LOG.error("Polling Telegram failed and goes on", e);
      pause(pace.retryPause());
    }
  }

  /** Ends a waiting poll or pause at once; updates already taken are dealt with to the end. */
  synchronized void stop() {
    stopping = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  private List<?> poll() {
    if (!mayWait()) {
      return List.of();
    }
    try {
      Object result =
          api.call(
              "getUpdates",
              parameters(wishes.limit(), wishes.timeout()),
              wishes.timeout().plus(pace.answerSlack()));
      if (!(result instanceof List<?> updates)) {
        // It came at once, and so would the next.
        throw new TelegramFailure(
            "getUpdates", 200, "an answer without a list of updates", "try again later");
      }
      confirmed = true;
      reachability.answered();
      if (updates.isEmpty() && wishes.timeout().isZero()) {
        Thread.sleep(wishes.idlePause().toMillis());
      }
      return updates;
    } catch (InterruptedException e) {
      return List.of();
    } catch (RuntimeException e) {
      pauseAfter(e);
      return List.of();
    } finally {
      waitNoMore();
    }
  }

  private void pauseAfter(RuntimeException failure) {
    if (stopping) {
      return;
    }
    int failures = reachability.failed(failure);
    if (failure instanceof TelegramFailure refused && isWebhookSet(refused)) {
      removeWebhook();
    }
    Duration pause =
        failure instanceof RateLimited limited
            ? limited.retryAfter()
            : pace.pollPause().apply(failures);
    pause(pause);
  }

  /** The Bot API server has no other sign for it; 409 is for a second poller too. */
  private static boolean isWebhookSet(TelegramFailure failure) {
    return failure.code() == 409 && failure.description().contains("webhook is active");
  }

  /** Left by a run that took updates by webhook; what waits at Telegram is kept. */
  private void removeWebhook() {
    try {
      api.call("deleteWebhook", Map.of("drop_pending_updates", false));
      LOG.info("The webhook of this bot is removed: updates are polled from now on");
    } catch (RuntimeException e) {
      LOG.debug("The webhook is not removed yet", e);
    }
  }

  private void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      // Only stop() interrupts here, and the loop asks for that next.
    }
  }

  private void take(List<?> updates) throws InterruptedException {
    // The highest of this batch, even if it is lower than before: after a quiet week ids start
    // again at random (Bot API, "Update").
    OptionalLong highest =
        updates.stream()
            .flatMap(element -> ReceivedUpdate.of(element).stream())
            .mapToLong(ReceivedUpdate::id)
            .max();
    if (batch.deal(updates, () -> stopping) && highest.isPresent()) {
      offset = highest.getAsLong() + 1;
      confirmed = false;
    } else if (mayWait()) {
      // The same updates come again.
      pause(pace.retryPause());
      waitNoMore();
    }
  }

  /** Spares people the same answers again after a restart; if it fails, they get them. */
  private void confirm() {
    if (confirmed) {
      return;
    }
    try {
      api.call("getUpdates", parameters(1, Duration.ZERO), pace.stopLimit());
      confirmed = true;
    } catch (RuntimeException e) {
      LOG.info("The last updates are not confirmed and will come again after the next start");
    }
  }

  private Map<String, Object> parameters(int limit, Duration timeout) {
    Map<String, Object> parameters = new HashMap<>();
    if (offset != null) {
      parameters.put("offset", offset);
    }
    parameters.put("limit", limit);
    parameters.put("timeout", timeout.toSeconds());
    parameters.put("allowed_updates", KINDS);
    return parameters;
  }

  private synchronized boolean mayWait() {
    if (stopping) {
      return false;
    }
    waiting = Thread.currentThread();
    return true;
  }

  private synchronized void waitNoMore() {
    waiting = null;
    if (Thread.interrupted()) {
      LOG.debug("The poll was ended");
    }
  }
}
