package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.TimeWords;
import dev.lowstock.chat.EtsyAwayRows.Away;
import dev.lowstock.chat.EtsyAwayRows.Back;
import dev.lowstock.outbox.OwedMessages;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseAway;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells each chat once when its shops could not be looked at for long, and once when all of them
 * can be again. That it was told is kept in the transaction that owes the message, and only the
 * first node to do so owes it. Thread-safe.
 */
public final class EtsyAway {
  private static final Logger LOG = LoggerFactory.getLogger(EtsyAway.class);

  private final EtsyAwayRows rows;
  private final TransactionTemplate transactions;
  private final OwedMessages owed;
  private final Messages messages;
  private final TimeWords times;
  private final IntSupplier awaySeconds;
  private final LongSupplier heldSeconds;

  /**
   * Tells the chats of a database.
   *
   * @param awaySeconds how long is long
   * @param heldSeconds for how long Etsy has allowed no looks that nobody asked for; 0 while it
   *     does
   */
  public EtsyAway(
      Database database,
      OwedMessages owed,
      Messages messages,
      IntSupplier awaySeconds,
      LongSupplier heldSeconds) {
    this.rows = new EtsyAwayRows(database);
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.owed = owed;
    this.messages = messages;
    this.times = new TimeWords(messages);
    this.awaySeconds = awaySeconds;
    this.heldSeconds = heldSeconds;
  }

  /** Tells the chats that are to be told now. */
  public void tell() {
    rows.stayAwake();
    Iterable<Away> away = rows.away(awaySeconds.getAsInt(), heldSeconds.getAsLong());
    away.forEach(one -> goOn(one.chat(), () -> tellAway(one)));
    rows.back(heldSeconds.getAsLong()).forEach(one -> goOn(one.chat(), () -> tellBack(one)));
  }

  /** One chat that cannot be told holds up no other. */
  private static void goOn(long chat, Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      if (DatabaseAway.isIn(e)) {
        throw e;
      }
      LOG.error("Chat {}: is not told yet about Etsy: {}", chat, e.getMessage());
    }
  }

  private void tellAway(Away away) {
    String since = times.moment(away.language(), away.since(), away.zone());
    String html = messages.text(away.language(), "etsy.away", Map.of("since", since));
    if (owe(away.chat(), html, () -> rows.markAway(away.chat()))) {
      LOG.info("Chat {}: told that its shops cannot be looked at", away.chat());
    }
  }

  private void tellBack(Back back) {
    String html = messages.text(back.language(), "etsy.back");
    if (owe(back.chat(), html, () -> rows.markBack(back.chat()))) {
      LOG.info("Chat {}: told that its shops can be looked at again", back.chat());
    }
  }

  /** Only the first who tells the chat changes its row. */
  private boolean owe(long chat, String html, BooleanSupplier isFirst) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean first = isFirst.getAsBoolean();
              if (first) {
                owed.oweInTopics(chat, new Message(html, List.of()));
              }
              return first;
            }));
  }
}
