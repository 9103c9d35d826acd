package dev.lowstock.store;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.stock.StockEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stock events that are not described yet. Each is claimed with a lease by one node at a time,
 * and is described, or postponed. Thread-safe.
 */
public final class EventQueue {
  /** What the column takes. */
  private static final int LONGEST_TROUBLE = 250;

  private final Statements database;
  private final Leases leases;
  private final RetryPolicy retryPolicy = new RetryPolicy();

  public EventQueue(Database database, Leases leases) {
    this.database = database.statements();
    this.leases = leases;
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
    return claim("claim-stock-events", Map.of("most", most));
  }

  /** Claims events that were recorded in the transaction of this thread, under one lease. */
  public List<ClaimedEvent> claimRecorded(List<StockEvent> events) {
    return claim(
        "claim-recorded-events",
        Map.of("eventKeys", events.stream().map(StockEvent::eventKey).toList()));
  }

  private List<ClaimedEvent> claim(String statement, Map<String, Object> which) {
    String lease = leases.begin("stock_event");
    List<ClaimedEvent> events = List.of();
    try {
      Map<String, Object> parameters = new HashMap<>(which);
      parameters.put("claim", lease);
      if (database.update(statement, parameters) > 0) {
        events =
            database.queryForList("select-claimed-stock-events", Map.of("claim", lease)).stream()
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
        "postpone-stock-event",
        Map.of(
            "event", Rows.number(event, "id"),
            "claim", waiting.lease(),
            "seconds", retryPolicy.secondsAfter((int) Rows.number(event, "attempts")),
            "trouble", AlertText.cut(trouble, LONGEST_TROUBLE)));
  }
}
