package dev.lowstock.chat;

import dev.lowstock.telegram.BotApi;
import dev.lowstock.telegram.TelegramFailure;
import dev.lowstock.telegram.TelegramUnreachable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Telegram says of our bot and of a chat, for a page that somebody waits for: asked with
 * little patience, and empty when Telegram does not say. Thread-safe.
 */
public final class ChatFacts {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** After it did not answer, so that a page does not wait each time. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final Supplier<BotApi> api;
  private final LongSupplier nanos;
  private volatile @Nullable String botName;
  private volatile @Nullable Long silentSince;

  public ChatFacts(Supplier<BotApi> api, LongSupplier nanos) {
    this.api = api;
    this.nanos = nanos;
  }

  /** Our username, without an @. */
  public Optional<String> botName() {
    String known = botName;
    if (known == null) {
      known =
          ask("getMe", Map.of())
              .filter(Map.class::isInstance)
              .map(me -> ((Map<?, ?>) me).get("username"))
              .map(Object::toString)
              .filter(name -> name.matches("[A-Za-z0-9_]{1,32}"))
              .orElse(null);
      botName = known;
    }
    return Optional.ofNullable(known);
  }

  /** How many read what is written in a group, without the bot itself. */
  public Optional<Integer> readers(String address) {
    return ask("getChatMemberCount", Map.of("chat_id", address))
        .filter(Number.class::isInstance)
        .map(count -> ((Number) count).intValue() - 1)
        .filter(count -> count > 0);
  }

  private Optional<Object> ask(String method, Map<String, ?> parameters) {
    Long silent = silentSince;
    if (silent != null && nanos.getAsLong() - silent < REST.toNanos()) {
      return Optional.empty();
    }
    try {
      Object result = api.get().call(method, parameters, PATIENCE);
      silentSince = null;
      return Optional.of(result);
    } catch (TelegramUnreachable e) {
      silentSince = nanos.getAsLong();
      return Optional.empty();
    } catch (TelegramFailure refused) {
      return Optional.empty();
    }
  }
}
