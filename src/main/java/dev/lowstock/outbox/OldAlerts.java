package dev.lowstock.outbox;

import dev.lowstock.outbox.AlertRecheck.OldAlert;
import dev.lowstock.outbox.AlertRecheck.OldOffering;
import dev.lowstock.outbox.AlertRecheck.Verdict;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.store.Database;
import dev.lowstock.store.OfferingJson;
import dev.lowstock.store.Statements;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks again at alerts that have waited too long: Etsy's terms let nothing be shown that is older
 * than six hours. Those that waited as their chat chose are looked at again before they are told as
 * one message. Those that are no longer true are withdrawn; the others are due as before, or, where
 * nobody knows, once their shops have been looked at.
 */
public final class OldAlerts {
  private static final Logger LOG = LoggerFactory.getLogger(OldAlerts.class);

  private final Statements database;
  private final TransactionTemplate transactions;
  private final AlertRecheck recheck;
  private final MeterRegistry meters;
  private final Runnable wakeLooks;

  /**
   * Works on a database.
   *
   * @param wakeLooks has the shops that are due looked at
   */
  public OldAlerts(
      Database database, AlertRecheck recheck, MeterRegistry meters, Runnable wakeLooks) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.recheck = recheck;
    this.meters = meters;
    this.wakeLooks = wakeLooks;
  }

  /** Withdraws, vouches for or holds each alert of a batch. */
  public void recheck(Batch batch) {
    Map<String, List<Long>> ids = Map.of("ids", batch.ids());
    Verdict verdict =
        recheck.judge(
            database.query("select-alerts-to-recheck", ids, (row, n) -> alert(row)),
            database.query("select-offerings-to-recheck", ids, (row, n) -> offering(row)));
    transactions.executeWithoutResult(status -> record(verdict));
    if (!verdict.withdrawn().isEmpty()) {
      LOG.info(
          "Chat {}: withdrew alerts {}, listings {}: no longer true",
          batch.chat().address(),
          verdict.withdrawn(),
          verdict.listings());
      meters.counter("alerts", "outcome", "withdrawn").increment(verdict.withdrawn().size());
    }
    if (!verdict.held().isEmpty()) {
      wakeLooks.run();
    }
  }

  private void record(Verdict verdict) {
    update("withdraw-alerts", "withdrawn", verdict.withdrawn());
    update("vouch-for-alerts", "vouched", verdict.vouched());
    update("tell-came-back", "back", verdict.cameBack());
    update("hold-alerts", "held", verdict.held());
    if (!verdict.held().isEmpty()) {
      database.update("want-looks", Map.of("sellers", verdict.sellers()));
    }
  }

  private void update(String statement, String name, List<Long> ids) {
    if (!ids.isEmpty()) {
      database.update(statement, Map.of(name, ids));
    }
  }

  private static OldAlert alert(ResultSet row) throws SQLException {
    return new OldAlert(
        row.getLong("id"),
        row.getBoolean("missed"),
        row.getString("held") != null,
        row.getInt("aged") == 1,
        row.getString("kind"),
        row.getLong("listing_id"),
        row.getLong("seller_id"),
        OfferingJson.read(row.getString("offerings")),
        row.getString("state"),
        row.getObject("quantity", Integer.class),
        row.getObject("missing_since") != null,
        row.getObject("low_threshold", Integer.class),
        row.getInt("looked") == 1,
        row.getInt("readable") == 1);
  }

  private static OldOffering offering(ResultSet row) throws SQLException {
    return new OldOffering(
        row.getLong("listing_id"),
        row.getLong("product_id"),
        row.getLong("variation"),
        row.getObject("quantity", Integer.class),
        row.getObject("hidden", Integer.class),
        row.getObject("low_threshold", Integer.class));
  }
}
