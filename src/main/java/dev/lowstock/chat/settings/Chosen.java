package dev.lowstock.chat.settings;

import dev.lowstock.outbox.ChatSettings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chat chose, and what holds where it did not.
 *
 * @param language that it is spoken to in; null: not known
 * @param ownLanguage whether it chose that; otherwise Telegram named it
 * @param shops those that it watches; none with API v2, which tells nothing that could be set
 * @param now by the database's clock
 */
record Chosen(
    ChatSettings settings,
    @Nullable String language,
    boolean ownLanguage,
    List<Shop> shops,
    Instant now) {

  Chosen {
    shops = List.copyOf(shops);
  }

  /**
   * A shop that the chat watches.
   *
   * @param threshold low at or below it; 0: never
   * @param restocks whether the chat hears of what is back in stock
   */
  record Shop(long sellerId, String name, int threshold, boolean restocks) {}
}
