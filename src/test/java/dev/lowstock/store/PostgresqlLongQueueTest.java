package dev.lowstock.store;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** A long queue, on a PostgreSQL. */
class PostgresqlLongQueueTest extends LongQueueContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }

  @Override
  void analyse(JdbcTemplate database) {
    database.execute("ANALYZE");
  }
}
