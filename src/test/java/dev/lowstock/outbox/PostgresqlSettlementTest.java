package dev.lowstock.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.store.Database;
import dev.lowstock.store.Postgresql;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of messages, on a PostgreSQL. */
class PostgresqlSettlementTest extends SettlementContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }

  /** The clock of a transaction stands at its beginning. */
  @Test
  void leaseOfAChatThatWasJustOwedAMessageCountsFromItsClaim() {
    Boolean whole =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()))
            .execute(
                status -> {
                  say("at once", null);
                  rows.queryForList("SELECT pg_sleep(1.1)");
                  assertThat(outbox.claim(chat())).isNotNull();
                  return rows.queryForObject(
                      "SELECT lease_until > CLOCK_TIMESTAMP() + INTERVAL '24' SECOND FROM chat"
                          + " WHERE lease_owner IS NOT NULL",
                      Boolean.class);
                });

    assertThat(whole).isTrue();
  }
}
