package dev.lowstock.store;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.stock.StockEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The stock events that are not described yet. Each is claimed with a lease by one node at a time,
 * and is described, or postponed. Thread-safe.
 */
public final class EventQueue {
  /** What the column takes. */
  private static final int LONGEST_TROUBLE = 250;

  private final NamedParameterJdbcTemplate database;
  private final Leases leases;
  private final RetryPolicy retryPolicy = new RetryPolicy();
  private final String claim;
  private final String claimRecorded;
  private final String claimed = Sql.read("select-claimed-stock-events");
  private final String postpone = Sql.read("postpone-stock-event");

  public EventQueue(Database database, Leases leases) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
    this.leases = leases;
    this.claim = Sql.read(database.kind(), "claim-stock-events");
    this.claimRecorded = Sql.read(database.kind(), "claim-recorded-events");
  }

  /**
   * An event to be described.
   *
   * @param event a row of select-claimed-stock-events.sql
   */
  public record ClaimedEvent(String lease, Map<String, Object> event)
      implements ClaimConsumer.Claim {}

  /** Claims the oldest events that are due, under one lease. */
  public List<ClaimedEvent> claim(int most) {
    return claim(claim, Map.of("most", most));
  }

  /** Claims events that were recorded in the transaction of this thread, under one lease. */
  public List<ClaimedEvent> claimRecorded(List<StockEvent> events) {
    return claim(
        claimRecorded, Map.of("eventKeys", events.stream().map(StockEvent::eventKey).toList()));
  }

  private List<ClaimedEvent> claim(String statement, Map<String, Object> which) {
    String lease = leases.begin("stock_event");
    List<ClaimedEvent> events = List.of();
    try {
      Map<String, Object> parameters = new HashMap<>(which);
      parameters.put("claim", lease);
      if (database.update(statement, parameters) > 0) {
        events =
            database.queryForList(claimed, Map.of("claim", lease)).stream()
                .map(event -> new ClaimedEvent(lease, event))
                .toList();
      }
      return events;
    } finally {
      if (events.isEmpty()) {
        leases.end(lease);
      }
    }
  }

  /**
   * Has an event described again in 1, 2, 4 … at most 60 seconds, if it is still this node's.
   *
   * @param trouble why, free of secrets
   */
  public void postpone(ClaimedEvent waiting, String trouble) {
    Map<String, Object> event = waiting.event();
    database.update(
        postpone,
        Map.of(
            "event", Rows.number(event, "id"),
            "claim", waiting.lease(),
            "seconds", retryPolicy.secondsAfter((int) Rows.number(event, "attempts")),
            "trouble", AlertText.cut(trouble, LONGEST_TROUBLE)));
  }
}
