package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.outbox.OwedMessage;
import dev.lowstock.outbox.OwedMessages;
import dev.lowstock.stock.StockEvent;
import dev.lowstock.store.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Owes each chat of a shop one message after a look that saw it whole, in the transaction of the
 * caller, which records the look: the message is owed if and only if the look is on record.
 */
public final class OwedSummaries {
  private final SummaryRows rows;
  private final Summaries summaries;
  private final OwedMessages owed;

  /**
   * Reads a database.
   *
   * @param usualThreshold low at or below it, for chats that did not choose
   */
  public OwedSummaries(
      Database database, Summaries summaries, int usualThreshold, OwedMessages owed) {
    this.rows = new SummaryRows(database, usualThreshold);
    this.summaries = summaries;
    this.owed = owed;
  }

  /**
   * Owes what the first look at a shop found, or the first since its access was gone.
   *
   * @param pausedAt when the access was gone; null after the first look
   * @param events what has happened since
   */
  public void owe(long sellerId, @Nullable Instant pausedAt, List<StockEvent> events) {
    Map<String, Integer> counts = Summaries.counts(events);
    for (SummaryRows.Hearer hearer : rows.hearers(sellerId)) {
      for (SummaryRows.Shop shop : rows.shops(sellerId, hearer.id())) {
        String language = hearer.language();
        Message told =
            pausedAt == null
                ? summaries.baseline(shop, language, hearer.tellsSingles())
                : summaries.resumed(shop.name(), pausedAt, counts, language, hearer.zone());
        // Where the chat was not told yet that its log-in is done, the summary says that too.
        boolean done = rows.takeBackDone(hearer.id(), sellerId);
        owed.owe(
            OwedMessage.to(
                hearer.id(), hearer.topic(), done ? summaries.done(told, language) : told));
      }
    }
  }
}
