package dev.lowstock.chat;

import dev.lowstock.alert.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shop that a chat watches, and how it stands with it.
 *
 * @param shopName null while Etsy has not said
 * @param since when the chat began to watch it
 * @param restocks whether the chat hears of what is back in stock
 * @param revokedAt when Etsy withdrew the access; null while it is given
 * @param threshold low at or below it
 * @param looks how looks at it go; in v2, where the feed is read, nothing of it is known
 * @param readAt when the feed was last read; null in v3
 * @param zone of the chat; null: it did not choose one
 * @param now the database's time when this was read
 */
record WatchedShop(
    long sellerId,
    @Nullable String shopName,
    Instant since,
    boolean restocks,
    @Nullable Instant revokedAt,
    int threshold,
    Looks looks,
    @Nullable Instant readAt,
    @Nullable ZoneId zone,
    Instant now) {
  private static final int MOST_NAMES = 15;

  /**
   * How looks at a shop go; each time is null while there is none.
   *
   * @param failingSince while looks fail
   * @param trouble why they fail
   * @param sweptAt when a listing of it was last seen
   * @param sweepAt when a listing of it is due for a sweep
   */
  record Looks(
      @Nullable Instant lookedAt,
      @Nullable Instant dueAt,
      @Nullable Instant failingSince,
      @Nullable String trouble,
      @Nullable Instant sweptAt,
      @Nullable Instant sweepAt) {
    static final Looks NONE = new Looks(null, null, null, null, null, null);
  }

  /** What it is called, or its number while Etsy has not said. */
  String name() {
    return name(shopName, sellerId);
  }

  static String name(@Nullable String shopName, long sellerId) {
    return shopName == null ? "#" + sellerId : shopName;
  }

  /** The names of the first few, as the language lists them. */
  static Object names(Messages messages, @Nullable String language, Collection<WatchedShop> shops) {
    Stream<String> first = shops.stream().limit(MOST_NAMES).map(WatchedShop::name);
    return shops.size() > MOST_NAMES
        ? first.collect(Collectors.joining(", ")) + ", …"
        : shops.isEmpty() ? "" : messages.list(language, first.toList());
  }
}
