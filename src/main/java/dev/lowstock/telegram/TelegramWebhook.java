package dev.lowstock.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates that Telegram brings by itself (Bot API, "setWebhook"): whether one is Telegram's, what
 * is in it, and what Telegram has to know. Thread-safe.
 */
public final class TelegramWebhook {
  private static final Logger LOG = LoggerFactory.getLogger(TelegramWebhook.class);
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /** Updates brought at a time: fewer than a node has connections to its database. */
  private static final int CONNECTIONS = 8;

  private final @Nullable String address;
  private final byte[] secret;
  // Telegram's times are compared with it.
  private final Clock clock;
  private final Meters meters;
  private volatile @Nullable Instant lastUpdate;
  private volatile String trouble = "";

  /**
   * @param address where Telegram brings updates; null: they are polled
   * @param secret what it shows with each
   */
  public TelegramWebhook(
      @Nullable String address, String secret, Clock clock, MeterRegistry meters) {
    this.address = address;
    this.secret = secret.getBytes(UTF_8);
    this.clock = clock;
    this.meters = new Meters(() -> meters);
  }

  /** Whether updates come this way. */
  boolean isOn() {
    return address != null;
  }

  /**
   * The update in a request. One that cannot be read is passed over, as Telegram would bring it
   * again and again: then there is none.
   *
   * @param shown the secret that came with it
   * @throws ForgedUpdate when that is not ours
   */
  public List<Map<String, Object>> read(@Nullable String shown, byte @Nullable [] body) {
    if (shown == null || !MessageDigest.isEqual(shown.getBytes(UTF_8), secret)) {
      meters.update("unknown", "forged");
      throw new ForgedUpdate();
    }
    lastUpdate = clock.instant();
    try {
      Map<String, Object> update = BotApi.JSON.readValue(body == null ? new byte[0] : body, OBJECT);
      if (update != null && ReceivedUpdate.of(update).isPresent()) {
        return List.of(update);
      }
      LOG.error("Passed over an update without an update_id");
    } catch (IOException e) {
      LOG.error("Passed over an update that is not JSON as we know it: {}", e.getClass().getName());
    }
    meters.update("unknown", "passed_over");
    return List.of();
  }

  /** Counts what was dealt with. */
  public void dealt(List<Map<String, Object>> updates) {
    for (Map<String, Object> update : updates) {
      meters.update(new ReceivedUpdate(update).kind(), "dealt");
    }
  }

  /** Counts and logs what failed by itself and would fail again. */
  public void passOver(List<Map<String, Object>> updates, Throwable failure) {
    for (Map<String, Object> content : updates) {
      ReceivedUpdate update = new ReceivedUpdate(content);
      LOG.error("Passed over update {} ({}): it failed", update.id(), update.kind(), failure);
      meters.update(update.kind(), "passed_over");
    }
  }

  /** The question what Telegram knows of the webhook (Bot API, "getWebhookInfo"). */
  public OutgoingMethod ask() {
    return OutgoingMethod.withoutChat("getWebhookInfo", Map.of());
  }

  /** Takes the answer. */
  public void told(Map<String, Object> info) {
    Object error = info.get("last_error_message");
    Object since = info.get("last_error_date");
    Instant last = lastUpdate;
    boolean newer =
        since instanceof Number seconds
            && (last == null || seconds.longValue() >= last.getEpochSecond());
    trouble = error != null && newer ? error.toString() : "";
  }

  /** Whether Telegram, by its answer, does not bring updates as it should. */
  public boolean isToBeSet(Map<String, Object> info) {
    return !String.valueOf(info.get("url")).equals(address)
        || !(info.get("allowed_updates") instanceof List<?> kinds
            && Set.copyOf(kinds).equals(Set.copyOf(Polling.KINDS)));
  }

  /** Has Telegram bring updates, those that wait already too (Bot API, "setWebhook"). */
  public OutgoingMethod set() {
    return OutgoingMethod.withoutChat(
        "setWebhook",
        Map.of(
            "url",
            String.valueOf(address),
            "secret_token",
            new String(secret, UTF_8),
            "allowed_updates",
            Polling.KINDS,
            "max_connections",
            CONNECTIONS,
            "drop_pending_updates",
            false));
  }

  /** How it stands, for people. */
  String state() {
    Optional<Instant> last = Optional.ofNullable(lastUpdate);
    String came =
        last.map(at -> Math.max(0, Duration.between(at, clock.instant()).toSeconds()))
            .map(seconds -> "Telegram last brought an update " + seconds + " s ago")
            .orElse("Telegram has brought no update to this node yet");
    return trouble.isEmpty() ? came : came + "; trouble: " + trouble;
  }
}
