package dev.lowstock.chat;

import dev.lowstock.chat.Summaries.Summary;
import dev.lowstock.outbox.OwedMessages;
import dev.lowstock.stock.StockEvent;
import dev.lowstock.store.Database;
import dev.lowstock.store.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
  private final OwedMessages owed;
  private final String summarise = Sql.read("summarise-shop");
  private final String chatsOfSeller = Sql.read("select-chats-of-seller");
  private final String takeBackDone = Sql.read("take-back-done");

  /**
   * Reads a database.
   *
   * @param usualThreshold low at or below it, for sellers who did not choose
   */
  public OwedSummaries(
      Database database, Summaries summaries, int usualThreshold, OwedMessages owed) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
    this.summaries = summaries;
    this.usualThreshold = usualThreshold;
    this.owed = owed;
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
    List<Summary> told =
        pausedAt == null
            ? summaries.baseline(chats, shops)
            : summaries.resumed(chats, shops, pausedAt, summaries.counts(events));
    for (Summary summary : told) {
      int taken =
          database.update(
              takeBackDone, Map.of("chat", summary.message().chat(), "sellerId", sellerId));
      // Where the chat was not told yet that its log-in is done, the summary says that too.
      owed.owe(taken > 0 ? summary.done() : summary.message());
    }
  }
}
