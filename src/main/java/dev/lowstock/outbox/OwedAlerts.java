package dev.lowstock.outbox;

import dev.lowstock.stock.Judgment;
import dev.lowstock.stock.LowAt;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.store.AfterCommit;
import dev.lowstock.store.Database;
import dev.lowstock.store.OfferingJson;
import dev.lowstock.store.Rows;
import dev.lowstock.store.Statements;
import dev.lowstock.store.WakeSignal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Owes the alerts of a stock event, remembers what was told as low, and marks the event described,
 * in one transaction. Calling it twice owes nothing twice.
 */
public final class OwedAlerts {
  private static final Logger LOG = LoggerFactory.getLogger(OwedAlerts.class);

  /** The operator's own channels have one chat each, and one more as streams. */
  private static final String OPERATOR = "operator";

  /** The address of a chat that gets every event, as it was noticed and whatever is told of it. */
  static final String STREAM = "stream";

  private final Statements database;
  private final TransactionTemplate transactions;
  private final Chats chats;
  private final WakeSignal due;
  private final Counter withheld;
  private final int threshold;
  private final Judgment judgment = new Judgment();
  private final OfferingJson json = new OfferingJson();

  /**
   * Owes alerts in a database.
   *
   * @param due signalled when there is something to deliver
   * @param threshold low at or below it, for the operator's own channels and where none was set
   */
  public OwedAlerts(
      Database database, Chats chats, WakeSignal due, MeterRegistry meters, int threshold) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.chats = chats;
    this.due = due;
    this.withheld = meters.counter("events_withheld");
    this.threshold = threshold;
  }

  /**
   * What is to become of an event.
   *
   * @param tell false: nobody hears of it
   * @param holdSeconds how long its alerts wait
   * @param channels of the operator that hear of it too
   * @param streams channels of the operator that get every event, whatever is told
   * @param skus one a line; null when they are not known
   * @param skusMissing why they are not; null when they are known
   */
  public record Decision(
      boolean tell,
      long holdSeconds,
      List<String> channels,
      List<String> streams,
      @Nullable String skus,
      @Nullable String skusMissing) {}

  /** Those who send what chats are owed. */
  public interface Senders {
    /** They do not take it: it is to be asked for. */
    Senders BUSY = chats -> 0;

    /**
     * Takes what chats were just owed, once the transaction of this thread is committed.
     *
     * @return how many of the chats they took
     */
    int take(List<Long> chats);
  }

  /**
   * Owes each recipient what it is to hear of the event, and has it delivered.
   *
   * @param event a row of select-claimed-stock-events.sql
   * @param recipients rows of select-recipients.sql
   */
  public void describe(
      Map<String, Object> event,
      List<Map<String, Object>> recipients,
      Decision decision,
      Senders senders) {
    transactions.executeWithoutResult(
        status -> {
          List<Long> streams = new ArrayList<>();
          for (String stream : decision.streams()) {
            streams.add(oweStream(event, stream));
          }
          List<Long> owed = new ArrayList<>();
          if (decision.tell()) {
            owed.addAll(owe(event, recipients, decision.holdSeconds()));
            for (String channel : decision.channels()) {
              owed.addAll(oweChannel(event, channel, decision.holdSeconds()));
            }
          }
          database.update(
              "mark-stock-event-described",
              new MapSqlParameterSource("event", Rows.number(event, "id"))
                  .addValue("skus", decision.skus())
                  .addValue("skusMissing", decision.skusMissing())
                  .addValue("offerings", event.get("offerings")));
          AfterCommit.run(() -> described(event, decision.tell()));
          if (decision.holdSeconds() <= 0) {
            streams.addAll(owed);
          }
          send(streams, senders);
        });
  }

  private void send(List<Long> owed, Senders senders) {
    if (!owed.isEmpty()) {
      // Last, so that chats are locked for the shortest time; in one order, so that no two
      // transactions wait for each other.
      owed.sort(null);
      int taken = senders.take(owed);
      if (taken < owed.size()) {
        due.send();
      }
    }
  }

  private void described(Map<String, Object> event, boolean told) {
    LOG.info(
        "Event {} {}, listing {}: {}",
        event.get("id"),
        event.get("kind"),
        event.get("listing_id"),
        told ? "described" : "withheld by filter-stock-events");
    if (!told) {
      withheld.increment();
    }
  }

  private List<Long> oweChannel(Map<String, Object> event, String channel, long holdSeconds) {
    MapSqlParameterSource heard =
        new MapSqlParameterSource("channel", channel)
            .addValue("address", OPERATOR)
            .addValue("threshold", threshold)
            .addValue("listing", Rows.number(event, "listing_id"));
    boolean known = !database.queryForList("select-channel", heard).isEmpty();
    chats.keep(channel, OPERATOR, null);
    if (!known) {
      database.update("remember-lows-of-channel", heard);
    }
    return owe(event, database.queryForList("select-channel", heard), holdSeconds);
  }

  private long oweStream(Map<String, Object> event, String channel) {
    chats.keep(channel, STREAM, null);
    MapSqlParameterSource stream =
        new MapSqlParameterSource("channel", channel)
            .addValue("address", STREAM)
            .addValue("threshold", threshold)
            .addValue("listing", Rows.number(event, "listing_id"));
    long chat = Rows.number(database.queryForList("select-channel", stream).get(0), "chat_id");
    update(
        "owe-alert",
        List.of(
            new MapSqlParameterSource("chat", chat)
                .addValue("event", Rows.number(event, "id"))
                .addValue("offerings", null)
                .addValue("holdSeconds", 0)));
    return chat;
  }

  /**
   * One who hears of an event.
   *
   * @param threshold of the listing
   * @param own thresholds of variations that have one of their own
   * @param toldLow by which event each variation was told as low
   */
  private record Recipient(int threshold, Map<Long, Integer> own, Map<Long, Long> toldLow) {
    LowAt lowAt() {
      return new LowAt(threshold, own);
    }
  }

  /**
   * Owes it to those who are to hear of it, and says to which chats.
   *
   * @param recipients a row for each variation that was told as low and for each that has a
   *     threshold of its own, or one without
   */
  private List<Long> owe(
      Map<String, Object> event, List<Map<String, Object>> recipients, long holdSeconds) {
    long id = Rows.number(event, "id");
    List<OfferingChange> offerings = OfferingJson.read((String) event.get("offerings"));
    List<Long> owed = new ArrayList<>();
    List<MapSqlParameterSource> alerts = new ArrayList<>();
    List<MapSqlParameterSource> lows = new ArrayList<>();
    byChat(recipients)
        .forEach(
            (chat, recipient) -> {
              Judgment.Verdict verdict =
                  judgment.of(
                      id,
                      Rows.text(event, "kind"),
                      Rows.integer(event, "quantity"),
                      Rows.integer(event, "quantity_before"),
                      offerings,
                      recipient.lowAt(),
                      recipient.toldLow);
              MapSqlParameterSource heard =
                  new MapSqlParameterSource("chat", chat).addValue("event", id);
              if (verdict.told()) {
                owed.add(chat);
                alerts.add(
                    copy(heard)
                        .addValue("offerings", json.write(verdict.offerings()))
                        .addValue("holdSeconds", holdSeconds));
              }
              for (long variation : verdict.lows()) {
                lows.add(
                    copy(heard)
                        .addValue("listing", Rows.number(event, "listing_id"))
                        .addValue("variation", variation));
              }
            });
    update("owe-alert", alerts);
    update("remember-low-again", lows);
    update("remember-low", lows);
    return owed;
  }

  private static MapSqlParameterSource copy(MapSqlParameterSource values) {
    return new MapSqlParameterSource(values.getValues());
  }

  private Map<Long, Recipient> byChat(List<Map<String, Object>> rows) {
    Map<Long, Recipient> byChat = new LinkedHashMap<>();
    for (Map<String, Object> row : rows) {
      Recipient recipient =
          byChat.computeIfAbsent(
              Rows.number(row, "chat_id"),
              chat -> new Recipient(threshold(row), new HashMap<>(), new HashMap<>()));
      if (row.get("variation") != null) {
        recipient.toldLow.put(Rows.number(row, "variation"), Rows.number(row, "told_by"));
      }
      Integer own = Rows.integer(row, "own_threshold");
      if (own != null) {
        recipient.own.put(Rows.number(row, "own_variation"), own);
      }
    }
    return byChat;
  }

  private int threshold(Map<String, Object> row) {
    Integer own = Rows.integer(row, "threshold");
    return own == null ? threshold : own;
  }

  private void update(String statement, List<MapSqlParameterSource> rows) {
    if (!rows.isEmpty()) {
      database.batchUpdate(statement, rows.toArray(MapSqlParameterSource[]::new));
    }
  }
}
