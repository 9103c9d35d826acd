package dev.lowstock.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** Updates that Telegram brings, with a PostgreSQL. */
class PostgresqlTelegramWebhookTest extends TelegramWebhookContract {
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
}
