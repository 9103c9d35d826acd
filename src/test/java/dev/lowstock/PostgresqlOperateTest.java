package dev.lowstock;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The operator's commands and a bot on a PostgreSQL. */
class PostgresqlOperateTest extends OperateContract {
  private @Nullable EmbeddedPostgres server;

  @Override
  Database open(Path folder) {
    try {
      // What is written need not outlive the test.
      server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Database.openServer(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
  }

  @AfterAll
  void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void backupIsLeftToPostgresql() {
    assertThatThrownBy(() -> client.open("backup", Map.of()))
        .isInstanceOf(BotSilent.class)
        .hasMessageContaining("pg_dump");
  }
}
