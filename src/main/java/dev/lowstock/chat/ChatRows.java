package dev.lowstock.chat;

import dev.lowstock.outbox.ChatSettings;
import dev.lowstock.store.Database;
import dev.lowstock.store.LockConflict;
import dev.lowstock.store.Statements;
import dev.lowstock.store.UnwatchedSellers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept of a chat and the shops that it watches. Thread-safe. */
public final class ChatRows {
  private static final Logger LOG = LoggerFactory.getLogger(ChatRows.class);

  private static final List<String> UNLINK =
      List.of(
          "forget-subscription", "forget-alerts-of-shop", "forget-lows-of-chat", "forget-wishes");

  private final Statements database;
  private final TransactionTemplate transactions;
  private final UnwatchedSellers sellers;
  private final int usualThreshold;

  /**
   * Reads and writes a database.
   *
   * @param usualThreshold low at or below it, for chats that did not choose
   * @param sellers forgets those that nobody is logged in for any more
   */
  public ChatRows(Database database, int usualThreshold, UnwatchedSellers sellers) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.sellers = sellers;
    this.usualThreshold = usualThreshold;
  }

  /**
   * How many shops are linked to a chat.
   *
   * @param mine how many of them by the person who asks
   */
  record Links(long all, long mine) {}

  Links links(ChatRequest request) {
    return links("count-links", chat(request), request);
  }

  /**
   * The same of those shops that somebody logged in for here and that a request would share.
   *
   * @param sellerId the only one that counts; null: all
   * @param invite an invitation to the only one that counts; null: all
   */
  Links linksToShare(ChatRequest request, @Nullable Long sellerId, @Nullable Long invite) {
    return links(
        "count-links-to-share",
        chat(request).addValue("sellerId", sellerId).addValue("invite", invite),
        request);
  }

  private Links links(String statement, MapSqlParameterSource values, ChatRequest request) {
    return Objects.requireNonNull(
        database.queryForObject(
            statement,
            values.addValue("userId", request.userId()),
            (row, n) -> new Links(row.getLong("links"), row.getLong("mine"))));
  }

  /** The language that the chat chose; empty where it did not. */
  Optional<String> language(ChatRequest request) {
    return database
        .query(
            "select-language",
            chat(request),
            (row, n) -> Optional.ofNullable(row.getString("language_chosen")))
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The shops that the chat watches, those first that it watches longest. */
  List<WatchedShop> shops(ChatRequest request) {
    return database.query(
        "select-watched-shops",
        chat(request).addValue("usualThreshold", usualThreshold),
        (row, n) -> shop(row));
  }

  /** What of the chat's shops is sold out, the newest first. */
  List<ListingLine> soldOut(ChatRequest request) {
    return database.query(
        "select-sold-out",
        chat(request),
        (row, n) ->
            new ListingLine(
                row.getLong("listing_id"),
                row.getLong("seller_id"),
                row.getString("title"),
                null,
                0));
  }

  /** Sets whether the chat hears of what is back in stock, in all its shops. */
  void setRestocks(ChatRequest request, boolean wanted) {
    database.update("set-restocks", chat(request).addValue("wanted", wanted));
  }

  /** Forgets how often codes were tried in the chat and by the person: the right one was sent. */
  void forgetPins(ChatRequest request) {
    database.update("forget-pins", chat(request).addValue("person", request.person()));
  }

  /**
   * Forgets all that is known of a chat, and the sellers that nobody is logged in for without it,
   * in one transaction.
   */
  public void forget(String channel, String address) {
    Map<String, String> chat = Map.of("channel", channel, "address", address);
    inTransaction(
        () -> {
          List<Long> watched = database.queryForList("select-sellers-of-chat", chat, Long.class);
          database.update("forget-all-logins", chat);
          database.update("forget-invites-of-guest", chat);
          database.update("forget-chat", chat);
          sellers.forget(watched);
          database.update("forget-foreign-webhooks", Map.of());
        });
  }

  /**
   * Forgets a shop of the chat with all that the chat chose and was told of it, and the seller if
   * nobody is logged in for it without that chat, in one transaction.
   */
  void unlink(String channel, String address, long seller) {
    MapSqlParameterSource shop =
        new MapSqlParameterSource("channel", channel)
            .addValue("address", address)
            .addValue("sellerId", seller);
    inTransaction(
        () -> {
          UNLINK.forEach(statement -> database.update(statement, shop));
          sellers.forget(List.of(seller));
          database.update("forget-foreign-webhooks", Map.of());
        });
    LOG.info("Chat {}: shop of seller {} unlinked", address, seller);
  }

  /** A look may want edits of the messages that are forgotten. */
  private void inTransaction(Runnable forgetting) {
    LockConflict.retry(() -> transactions.executeWithoutResult(status -> forgetting.run()));
  }

  static MapSqlParameterSource chat(ChatRequest request) {
    return new MapSqlParameterSource("channel", ChatRequest.CHANNEL)
        .addValue("address", request.address());
  }

  private static WatchedShop shop(ResultSet row) throws SQLException {
    return new WatchedShop(
        row.getLong("seller_id"),
        row.getString("shop_name"),
        Objects.requireNonNull(instant(row, "since")),
        row.getBoolean("restocks"),
        instant(row, "revoked_at"),
        row.getInt("threshold"),
        new WatchedShop.Looks(
            instant(row, "looked_at"),
            instant(row, "due_at"),
            instant(row, "failing_since"),
            row.getString("trouble"),
            instant(row, "swept_at"),
            instant(row, "sweep_at")),
        instant(row, "read_at"),
        ChatSettings.zone(row),
        Objects.requireNonNull(instant(row, "now")));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
