package dev.lowstock.store;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept of listings, on a PostgreSQL. */
class PostgresqlStockRowsTest extends StockRowsContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }
}
