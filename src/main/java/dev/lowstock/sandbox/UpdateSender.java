package dev.lowstock.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Brings updates to a webhook, those of a chat one after the other, and each again until the answer
 * is a 2xx (Bot API, "setWebhook"; Telegram waits longer in between). Thread-safe.
 */
final class UpdateSender implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration IDLE_PAUSE = Duration.ofMillis(10);

  /** Where to, and what is shown there. */
  record Hook(String url, Optional<String> secret) {}

  /** A chat whose last update was not taken. */
  private record Hold(Instant until, Duration pause) {}

  private record Problem(Instant at, String message) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final UpdateQueue updates;
  private final Map<String, Hold> holds = new HashMap<>();
  private final List<Integer> statuses = new CopyOnWriteArrayList<>();
  private final Thread sender = new Thread(this::send, "sandbox-webhook");
  private volatile @Nullable Hook hook;
  private volatile @Nullable Problem problem;

  UpdateSender(UpdateQueue updates) {
    this.updates = updates;
    sender.setDaemon(true);
    sender.start();
  }

  void sendTo(@Nullable Hook next) {
    hook = next;
    problem = null;
  }

  @Nullable Hook hook() {
    return hook;
  }

  /** What was answered to each try; 0 where there was no answer. */
  List<Integer> statuses() {
    return List.copyOf(statuses);
  }

  /** The fields of the last trouble, as getWebhookInfo has them. */
  Map<String, Object> lastError() {
    Problem last = problem;
    return last == null
        ? Map.of()
        : Map.of(
            "last_error_date", last.at().getEpochSecond(), "last_error_message", last.message());
  }

  private void send() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Hook to = hook;
        if (to != null) {
          round(to);
        }
        Thread.sleep(IDLE_PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round(Hook to) throws InterruptedException {
    Set<String> blocked = new HashSet<>();
    for (Map.Entry<Long, Map<String, Object>> update : updates.waiting().entrySet()) {
      String lane = lane(update.getValue());
      Hold hold = holds.get(lane);
      if (blocked.contains(lane) || !to.equals(hook)) {
        continue;
      }
      if (hold != null && hold.until().isAfter(Instant.now())) {
        blocked.add(lane);
      } else if (deliver(to, update.getValue()) / 100 == 2) {
        updates.confirmOne(update.getKey());
        holds.remove(lane);
      } else {
        Duration pause = hold == null ? FIRST_PAUSE : hold.pause().multipliedBy(2);
        Duration next = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        holds.put(lane, new Hold(Instant.now().plus(next), next));
        blocked.add(lane);
      }
    }
  }

  private int deliver(Hook to, Map<String, Object> update) throws InterruptedException {
    int status = 0;
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(to.url()))
              .timeout(Duration.ofSeconds(10))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(update)));
      to.secret().ifPresent(text -> request.header("X-Telegram-Bot-Api-Secret-Token", text));
      status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        problem = new Problem(Instant.now(), "Wrong response from the webhook: " + status);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      problem = new Problem(Instant.now(), "Connection refused");
    }
    statuses.add(status);
    return status;
  }

  private static String lane(Map<String, Object> update) {
    for (Object content : update.values()) {
      if (content instanceof Map<?, ?> subject) {
        Object message = subject.get("message");
        Object chat = message instanceof Map<?, ?> inner ? inner.get("chat") : subject.get("chat");
        return String.valueOf(chat instanceof Map<?, ?> fields ? fields.get("id") : null);
      }
    }
    return "";
  }

  @Override
  public void close() {
    sender.interrupt();
  }
}
