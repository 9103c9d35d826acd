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

  private final @Nullable Place place;
  private final byte[] secret;
  // Telegram's times are compared with it.
  private final Clock clock;
  private final Meters meters;
  private volatile @Nullable Instant lastUpdate;
  private volatile String trouble = "";

  /**
   * Where updates are brought.
   *
   * @param url the part of the address that the operator knows
   * @param address all of it, which nobody else is to know
   */
  public record Place(String url, String address) {
    @Override
    public String toString() {
      return url + "/***";
    }
  }

  /**
   * @param place where Telegram brings updates; null: they are polled
   * @param secret what it shows with each
   */
  public TelegramWebhook(@Nullable Place place, String secret, Clock clock, MeterRegistry meters) {
    this.place = place;
    this.secret = secret.getBytes(UTF_8);
    this.clock = clock;
    this.meters = new Meters(() -> meters);
  }

  /** Whether updates come this way. */
  boolean isOn() {
    return place != null;
  }

  /**
   * The update in a request; none if it cannot be read, which is passed over, as Telegram would
   * bring it again and again.
   *
   * @param shown the secret that came with it
   * @throws ForgedUpdate when that is not ours
   */
  Optional<ReceivedUpdate> read(@Nullable String shown, byte @Nullable [] body) {
    if (shown == null || !MessageDigest.isEqual(shown.getBytes(UTF_8), secret)) {
      meters.update("unknown", "forged");
      throw new ForgedUpdate();
    }
    lastUpdate = clock.instant();
    try {
      Map<String, Object> content =
          BotApi.JSON.readValue(body == null ? new byte[0] : body, OBJECT);
      Optional<ReceivedUpdate> update = Optional.ofNullable(content).flatMap(ReceivedUpdate::of);
      if (update.isPresent()) {
        return update;
      }
      LOG.error("Passed over an update without an update_id");
    } catch (IOException e) {
      LOG.error("Passed over an update that is not JSON as we know it: {}", e.getClass().getName());
    }
    meters.update("unknown", "passed_over");
    return Optional.empty();
  }

  /** Counts what was dealt with. */
  void dealt(ReceivedUpdate update) {
    meters.update(update.kind(), "dealt");
  }

  /** Counts and logs what failed by itself and would fail again. */
  void passOver(ReceivedUpdate update, Throwable failure) {
    LOG.error("Passed over update {} ({}): it failed", update.id(), update.kind(), failure);
    meters.update(update.kind(), "passed_over");
  }

  /** Takes what Telegram says of the webhook (Bot API, "WebhookInfo"). */
  void told(Map<?, ?> info) {
    Object error = info.get("last_error_message");
    Object since = info.get("last_error_date");
    Instant last = lastUpdate;
    boolean newer =
        since instanceof Number seconds
            && (last == null || seconds.longValue() >= last.getEpochSecond());
    trouble = error != null && newer ? error.toString() : "";
  }

  /** Whether Telegram, by its answer, does not bring updates as it should. */
  boolean isToBeSet(Map<?, ?> info) {
    return !String.valueOf(info.get("url")).equals(address())
        || !(info.get("allowed_updates") instanceof List<?> kinds
            && Set.copyOf(kinds).equals(Set.copyOf(Polling.KINDS)));
  }

  /** How Telegram is to bring updates, those that wait already too (Bot API, "setWebhook"). */
  Map<String, Object> wishes() {
    return Map.of(
        "url",
        address(),
        "secret_token",
        new String(secret, UTF_8),
        "allowed_updates",
        Polling.KINDS,
        "max_connections",
        CONNECTIONS,
        "drop_pending_updates",
        false);
  }

  /** Where updates are brought, as far as the operator knows it. */
  String url() {
    return place == null ? "" : place.url();
  }

  private String address() {
    return place == null ? "" : place.address();
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
