package dev.lowstock.store;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is held back, on a PostgreSQL. */
class PostgresqlHoldsTest extends HoldsContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }
}
