package dev.lowstock.outbox;

import dev.lowstock.alert.Message;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseAway;
import dev.lowstock.store.LockConflict;
import dev.lowstock.store.ShopHearer;
import dev.lowstock.store.Statements;
import dev.lowstock.store.WakeSignal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The chats that are known: retired when they are gone, revived when they are back, tried again
 * when something is heard from them, and followed to their new address.
 *
 * <p>Each method but {@code hear} and {@code settleReturns} is one transaction, or part of its
 * caller's.
 */
public final class Chats {
  private static final Logger LOG = LoggerFactory.getLogger(Chats.class);

  private final Statements database;
  private final TransactionTemplate transactions;
  private final OwedMessages messages;
  private final Function<List<ShopHearer>, List<OwedMessage>> pauseNotices;
  private final WakeSignal due;
  private final MeterRegistry meters;
  private final Holds holds = new Holds();

  private final List<String> merge =
      List.of(
          "merge-subscriptions",
          "merge-wishes",
          "merge-settings",
          "merge-alerts",
          "merge-lows",
          "forget-chat");

  /**
   * Keeps chats in a database.
   *
   * @param pauseNotices what those are told who hear of a shop that was paused
   * @param due signalled when a chat may be written to again
   */
  public Chats(
      Database database,
      OwedMessages messages,
      Function<List<ShopHearer>, List<OwedMessage>> pauseNotices,
      WakeSignal due,
      MeterRegistry meters) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.messages = messages;
    this.pauseNotices = pauseNotices;
    this.due = due;
    this.meters = meters;
  }

  /**
   * Owes a message to a chat, which is kept if it was not known.
   *
   * @param holdMillis for how long nothing is sent to it; null: no longer than it is held anyway
   */
  public void owe(Said said, @Nullable Long holdMillis) {
    transactions.executeWithoutResult(
        status -> {
          keep(said.channel(), said.address(), said.language());
          if (holdMillis != null) {
            Map<String, Object> held = chat(said.channel(), said.address());
            held.put("holdMillis", holdMillis);
            database.update("hold-chat", held);
          }
          messages.say(said.channel(), said.address(), said.topic(), said.message());
        });
  }

  /**
   * A message and whom it is for.
   *
   * @param language of the chat; null when it is not known
   * @param topic of the chat; null for the chat itself
   */
  public record Said(
      String channel,
      String address,
      @Nullable String language,
      @Nullable Long topic,
      Message message) {

    /** The same to another address. */
    public Said to(String newAddress) {
      return new Said(channel, newAddress, language, topic, message);
    }

    /** The same in another topic, or in none. */
    public Said inTopic(@Nullable Long newTopic) {
      return new Said(channel, address, language, newTopic, message);
    }
  }

  /**
   * Keeps a chat, which is there.
   *
   * @param language null when it is not known
   */
  public void keep(String channel, String address, @Nullable String language) {
    Map<String, Object> chat = chat(channel, address);
    chat.put("language", language);
    transactions.executeWithoutResult(
        status -> {
          database.update("keep-chat", chat);
          comesBack(channel, address);
        });
  }

  /**
   * Something was written or pressed in a chat, so it is there, whatever is known of it.
   *
   * @param restSeconds how long after the last try a chat that waits for want of rights is tried
   *     again
   */
  public void hear(String channel, String address, int restSeconds) {
    comesBack(channel, address);
    Map<String, Object> chat = chat(channel, address);
    chat.put("restSeconds", restSeconds);
    int tried =
        database.update("try-closed-chat", chat) + database.update("try-closed-topics", chat);
    if (tried > 0) {
      due.send();
    }
  }

  /** Whether a chat has quiet hours now; false when the database cannot say. */
  public boolean isNight(String channel, String address) {
    try {
      return database
          .query(
              "select-settings",
              chat(channel, address),
              (row, n) ->
                  holds.isSilent(
                      ChatSettings.of(row), row.getObject("now", OffsetDateTime.class).toInstant()))
          .contains(true);
    } catch (DataAccessException e) {
      // What is being said may be that something failed.
      return false;
    }
  }

  /** Revives a chat with the stock events that it missed, if it is retired. */
  private void comesBack(String channel, String address) {
    for (Long chat :
        database.queryForList("select-retired-chat", chat(channel, address), Long.class)) {
      transactions.executeWithoutResult(status -> revive(Map.of("chat", chat)));
      LOG.info("Chat {} is back", address);
    }
  }

  private void revive(Map<String, Long> chat) {
    database.update("want-looks-of-chat", chat);
    List<OwedMessage> notices =
        pauseNotices.apply(database.query("select-shops-paused-meanwhile", chat, ShopHearer::of));
    database.update("revive-alerts", chat);
    database.update("revive-chat", chat);
    messages.oweAll(notices);
  }

  /** Has chats that came back, and whose shops were looked at since, told what they missed. */
  public void settleReturns() {
    database
        .query(
            "select-returned-chats",
            (row, n) -> new Returned(row.getLong("id"), row.getString("address")))
        .forEach(this::settleQuietly);
  }

  private record Returned(long id, String address) {}

  /** One chat that cannot be settled holds up no other. */
  private void settleQuietly(Returned chat) {
    try {
      settleReturn(chat.id(), chat.address());
    } catch (RuntimeException e) {
      if (DatabaseAway.isIn(e)) {
        throw e;
      }
      LOG.error("Chat {}: is not told yet what it missed: {}", chat.address(), e.getMessage());
    }
  }

  private void settleReturn(long id, String address) {
    Map<String, Long> chat = Map.of("chat", id);
    transactions.executeWithoutResult(
        status -> {
          int missed = database.update("settle-missed-alerts", chat);
          LOG.info(
              "Chat {}: is told what is still true of {} alerts that it missed", address, missed);
          database.update("settle-returned-chat", chat);
          due.send();
        });
  }

  /** Retires a chat that is gone, with what it was owed. */
  public void retire(String channel, String address) {
    Map<String, Object> chat = chat(channel, address);
    Integer alerts =
        LockConflict.retried(
            () ->
                transactions.execute(
                    status -> {
                      database.update("retire-chat", chat);
                      database.update("forget-told-alerts", chat);
                      return database.update("retire-alerts", chat);
                    }));
    meters.counter("alerts", "outcome", "retired").increment(alerts == null ? 0 : alerts);
  }

  /** Has a chat hear itself what a topic of it, which is gone, was to hear. */
  public void forgetTopic(String channel, String address, long topic) {
    Map<String, Object> chat = chat(channel, address);
    chat.put("topic", topic);
    database.update("forget-topic", chat);
  }

  /** Gives a chat its new address, with all that belongs to it. */
  public void move(String channel, String address, String newAddress) {
    Map<String, Object> chat = chat(channel, address);
    chat.put("newAddress", newAddress);
    LockConflict.retry(() -> transactions.executeWithoutResult(status -> move(chat)));
    LOG.info("Chat {} goes on as {}", address, newAddress);
  }

  private void move(Map<String, Object> chat) {
    database.update("move-logins", chat);
    // Its messages have other ids there.
    database.update("forget-told-alerts", chat);
    database.update("move-invites", chat);
    if (database.update("rename-chat", chat) == 0) {
      merge.forEach(statement -> database.update(statement, chat));
    }
  }

  private static Map<String, Object> chat(String channel, String address) {
    return new HashMap<>(Map.of("channel", channel, "address", address));
  }
}
