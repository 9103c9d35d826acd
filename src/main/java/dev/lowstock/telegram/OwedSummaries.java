package dev.lowstock.telegram;

import dev.lowstock.stock.StockEvent;
import dev.lowstock.store.Database;
import dev.lowstock.store.Rows;
import dev.lowstock.store.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Owes each chat of a shop one message after a look that saw it whole, in the transaction of the
 * caller, which records the look: the message is owed if and only if the look is on record.
 */
public final class OwedSummaries {
  private final NamedParameterJdbcTemplate database;
  private final Summaries summaries;
  private final int usualThreshold;
  private final Consumer<Map<String, Object>> owe;
  private final String summarise = Sql.read("summarise-shop");
  private final String chatsOfSeller = Sql.read("select-chats-of-seller");
  private final String takeBackDone = Sql.read("take-back-done");

  /**
   * Reads a database.
   *
   * @param usualThreshold low at or below it, for sellers who did not choose
   * @param owe owes what {@code Outbox.owed} made, in the transaction of its caller
   */
  public OwedSummaries(
      Database database,
      Summaries summaries,
      int usualThreshold,
      Consumer<Map<String, Object>> owe) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
    this.summaries = summaries;
    this.usualThreshold = usualThreshold;
    this.owe = owe;
  }

  /**
   * Owes what the first look at a shop found, or the first since its access was gone.
   *
   * @param pausedAt when the access was gone; null after the first look
   * @param events what has happened since
   */
  public void owe(long sellerId, @Nullable Instant pausedAt, List<StockEvent> events) {
    List<Map<String, Object>> shops =
        database.queryForList(
            summarise, Map.of("sellerId", sellerId, "usualThreshold", usualThreshold));
    List<Map<String, Object>> chats =
        database.queryForList(chatsOfSeller, Map.of("sellerId", sellerId));
    List<Map<String, Object>> messages =
        pausedAt == null
            ? summaries.baseline(chats, shops)
            : summaries.resumed(chats, shops, pausedAt, summaries.counts(events));
    for (Map<String, Object> message : messages) {
      int taken =
          database.update(
              takeBackDone, Map.of("chat", Rows.number(message, "chat"), "sellerId", sellerId));
      // Where the chat was not told yet that its log-in is done, the summary says that too.
      owe.accept(taken > 0 ? summaries.saysDone(message) : message);
    }
  }
}
