package dev.lowstock.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets rows that are older than they are kept, a few hundred of each kind at a time, each kind
 * in a transaction of its own. Not thread-safe: one node does it at a time.
 */
final class OldRows {
  private static final Logger LOG = LoggerFactory.getLogger(OldRows.class);

  private final NamedParameterJdbcTemplate database;
  private final TransactionTemplate transactions;
  private final UnwatchedSellers sellers;
  private final int retentionDays;
  private final Counter expired;
  private final String expireAlerts = Sql.read("expire-alerts");
  private final List<String> batches =
      List.of(
          Sql.read("retire-late-alerts"),
          Sql.read("forget-closed-alerts"),
          Sql.read("forget-stock-events"),
          Sql.read("forget-missing-listings"),
          Sql.read("forget-stale-logins"),
          Sql.read("forget-worked-webhooks"));
  private final String lockIdleChats = Sql.read("lock-idle-chats");
  private final String forgetIdleChats = Sql.read("forget-idle-chats");
  private final String forgetRetiredChats = Sql.read("forget-retired-chats");
  private final String forgetUses = Sql.read("forget-stale-uses");
  private final String forgetForeignWebhooks = Sql.read("forget-foreign-webhooks");

  OldRows(Database database, UnwatchedSellers sellers, int retentionDays, MeterRegistry meters) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
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
    found += update(forgetRetiredChats);
    // The shops of those chats, where nobody else watches them.
    found += sellers.forgetSome();
    // Each of these takes all rows at once.
    update(forgetUses);
    update(forgetForeignWebhooks);
    return found > 0;
  }

  private int expireAlerts() {
    int given = update(expireAlerts);
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
              List<Long> ids = database.queryForList(lockIdleChats, Map.of(), Long.class);
              return ids.isEmpty() ? 0 : database.update(forgetIdleChats, Map.of("ids", ids));
            });
    return forgotten == null ? 0 : forgotten;
  }

  private int update(String statement) {
    return database.update(statement, Map.of("retentionDays", retentionDays));
  }
}
