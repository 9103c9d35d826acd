package dev.lowstock.store;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresqlStatementsTest extends StatementsContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder, SqlFiles files) {
    return Database.openServer(SERVER.newDatabase(), "postgres", "postgres", files);
  }

  @Override
  Database.Kind kind() {
    return Database.Kind.POSTGRESQL;
  }
}
