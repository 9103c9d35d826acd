package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

  @Test
  void checkAsksTheServerUnlessItsTablesAreStillOlder() throws IOException {
    String url = SERVER.newDatabase();
    Path wrong = write("select-sold-out.sql", "SELECT titel FROM listing");

    DatabaseCheck.prepare(url, "postgres", "postgres", find());
    Database.openServer(url, "postgres", "postgres").close();

    assertThatThrownBy(() -> DatabaseCheck.prepare(url, "postgres", "postgres", find()))
        .isInstanceOf(SqlRefused.class)
        .hasMessageStartingWith(wrong + ": cannot be run (");
  }
}
