package dev.lowstock.store;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is told as low to whom, on a PostgreSQL. */
class PostgresqlLowsTest extends LowsContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }

  @Override
  DataSource empty() {
    return new DriverManagerDataSource(SERVER.newDatabase());
  }
}
