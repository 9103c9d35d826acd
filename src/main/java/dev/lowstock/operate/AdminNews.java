package dev.lowstock.operate;

import dev.lowstock.alert.Message;
import dev.lowstock.operate.AdminTroubles.Trouble;
import dev.lowstock.operate.TroubleRows.ClosedChat;
import dev.lowstock.outbox.Chats;
import dev.lowstock.store.AfterCommit;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseAway;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells {@code ADMIN_CHAT} of the bot's own troubles: of each once when it begins and once when it
 * is over, however many nodes see it. That it was told is kept in the transaction that owes the
 * message.
 *
 * <p>That the database is away cannot be told this way, as the message would wait in it: health
 * says that.
 */
public final class AdminNews {
  private static final Logger LOG = LoggerFactory.getLogger(AdminNews.class);

  private final TransactionTemplate transactions;
  private final TroubleRows rows;
  private final AdminTroubles troubles;
  private final Chats chats;
  private final String admin;
  private final Supplier<Limits> limits;

  /**
   * What is long.
   *
   * @param away how long Etsy must have been away
   * @param waiting how long an event must have waited to be described
   */
  public record Limits(Duration away, Duration waiting) {}

  /**
   * Tells a chat.
   *
   * @param admin the address of the chat at Telegram
   */
  public AdminNews(
      Database database,
      AdminTroubles troubles,
      Chats chats,
      String admin,
      Supplier<Limits> limits) {
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.rows = new TroubleRows(database);
    this.troubles = troubles;
    this.chats = chats;
    this.admin = admin;
    this.limits = limits;
  }

  /** Tells what is news. */
  public void tell() {
    rows.stayAwake();
    tellTroubles();
    tellClosedChats();
  }

  /** Tells which troubles have begun and which are over. */
  public void tellTroubles() {
    Limits longest = limits.get();
    troubles.known(rows.facts(longest.away(), longest.waiting())).forEach(this::goOn);
  }

  /** Tells, in one message and once, which chats the bot may not write to now. */
  public void tellClosedChats() {
    transactions.executeWithoutResult(
        status -> {
          List<ClosedChat> closed = rows.lockClosedChats(admin);
          if (!closed.isEmpty() && rows.markTold(closed)) {
            owe(troubles.closedChats(closed.stream().map(ClosedChat::address).toList()));
          }
        });
  }

  /** One trouble that cannot be told holds up no other. */
  private void goOn(Trouble trouble) {
    try {
      record(trouble);
    } catch (RuntimeException e) {
      if (DatabaseAway.isIn(e)) {
        throw e;
      }
      LOG.error("Trouble {}: is not told yet: {}", trouble.name(), e.getMessage());
    }
  }

  private void record(Trouble trouble) {
    transactions.executeWithoutResult(
        status -> {
          if (rows.isNews(trouble)) {
            owe(trouble.message());
            AfterCommit.run(
                () ->
                    LOG.warn(
                        "Trouble {}: {}; told to ADMIN_CHAT",
                        trouble.name(),
                        trouble.lasts() ? "begun" : "over"));
          }
        });
  }

  private void owe(Message message) {
    chats.owe(new Chats.Said("telegram", admin, null, null, message), null);
  }
}
