package dev.lowstock.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets rows that are older than they are kept, a few hundred of each kind at a time, each kind
 * in a transaction of its own. Not thread-safe: one node does it at a time.
 */
final class OldRows {
  private static final Logger LOG = LoggerFactory.getLogger(OldRows.class);

  private final Statements database;
  private final TransactionTemplate transactions;
  private final UnwatchedSellers sellers;
  private final int retentionDays;
  private final Counter expired;
  private final List<String> batches =
      List.of(
          "retire-late-alerts",
          "forget-closed-alerts",
          "forget-stock-events",
          "forget-missing-listings",
          "forget-stale-logins",
          "forget-stale-invites",
          "forget-worked-webhooks");

  OldRows(Database database, UnwatchedSellers sellers, int retentionDays, MeterRegistry meters) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.sellers = sellers;
    this.retentionDays = retentionDays;
    this.expired = meters.counter("alerts", "outcome", "expired");
  }

  /**
   * Forgets a batch of each kind.
   *
   * @return whether there may be more
   */
  boolean forgetBatch() {
    int found = expireAlerts();
    for (String batch : batches) {
      found += update(batch);
    }
    found += forgetIdleChats();
    found += update("forget-retired-chats");
    // The shops of those chats, where nobody else watches them.
    found += sellers.forgetSome();
    // Each of these takes all rows at once.
    update("forget-stale-uses");
    update("forget-foreign-webhooks");
    return found > 0;
  }

  private int expireAlerts() {
    int given = update("expire-alerts");
    if (given > 0) {
      LOG.warn("Gave up {} alerts that could not be delivered for {} days", given, retentionDays);
      expired.increment(given);
    }
    return given;
  }

  int forgetIdleChats() {
    Integer forgotten =
        transactions.execute(
            status -> {
              List<Long> ids = database.queryForList("lock-idle-chats", Map.of(), Long.class);
              return ids.isEmpty() ? 0 : database.update("forget-idle-chats", Map.of("ids", ids));
            });
    return forgotten == null ? 0 : forgotten;
  }

  private int update(String statement) {
    return database.update(statement, Map.of("retentionDays", retentionDays));
  }
}
