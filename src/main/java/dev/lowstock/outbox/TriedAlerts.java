package dev.lowstock.outbox;

import dev.lowstock.outbox.OwedAlerts.Decision;
import dev.lowstock.store.Database;
import dev.lowstock.store.Rows;
import dev.lowstock.store.Statements;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the messages that would come of a stock event which is made up: in one transaction its
 * alerts are owed, and all is taken back.
 */
public final class TriedAlerts {
  private final Statements database;
  private final TransactionTemplate transactions;
  private final OwedAlerts alerts;
  private final Outbox outbox;

  public TriedAlerts(Database database, OwedAlerts alerts, Outbox outbox) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.alerts = alerts;
    this.outbox = outbox;
  }

  /**
   * What each recipient would get.
   *
   * @param event as a row of select-claimed-stock-events.sql, but not in the database
   * @param recipients rows of select-recipients.sql
   */
  public List<Outbox.Preview> preview(
      Map<String, Object> event, List<Map<String, Object>> recipients, Decision decision) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              status.setRollbackOnly();
              Map<String, Object> stored = stored(event);
              alerts.describe(stored, recipients, decision, OwedAlerts.Senders.BUSY);
              return outbox.previewOfEvent(Rows.number(stored, "id"));
            }));
  }

  private Map<String, Object> stored(Map<String, Object> event) {
    String claim = "try-" + UUID.randomUUID();
    database.update(
        "insert-tried-event",
        new MapSqlParameterSource("claim", claim)
            .addValue("kind", event.get("kind"))
            .addValue("listing", event.get("listing_id"))
            .addValue("seller", event.get("seller_id"))
            .addValue("title", event.get("title"))
            .addValue("shopName", event.get("shop_name"))
            .addValue("url", event.get("url"))
            .addValue("quantity", event.get("quantity"))
            .addValue("skus", event.get("skus")));
    return database.queryForMap("select-claimed-stock-events", Map.of("claim", claim));
  }
}
