package dev.lowstock.outbox;

import dev.lowstock.store.Database;
import dev.lowstock.store.Postgresql;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of messages, on a PostgreSQL. */
class PostgresqlSettlementTest extends SettlementContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }
}
