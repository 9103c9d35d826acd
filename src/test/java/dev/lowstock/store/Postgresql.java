package dev.lowstock.store;

import static java.util.Objects.requireNonNull;

import dev.lowstock.sandbox.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One PostgreSQL for all tests of a run, which ends with it, and as many databases as they want.
 */
public final class Postgresql implements BeforeAllCallback {
  private @Nullable Server server;

  @Override
  public void beforeAll(ExtensionContext context) {
    server =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Server.class, key -> new Server(), Server.class);
  }

  /** A new database, migrated. */
  public Database open() {
    return Database.openServer(newDatabase(), "postgres", "postgres");
  }

  /** The address of a new, empty database; its user and password are {@code postgres}. */
  public String newDatabase() {
    return requireNonNull(server, "registered with the test class").makeDatabase();
  }

  private static final class Server implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    Server() {
      try {
        // What is written need not outlive the tests.
        postgres =
            EmbeddedPostgres.builder()
                .setPort(FreePorts.next())
                .setServerConfig("fsync", "off")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String makeDatabase() {
      String name = "test" + databases.incrementAndGet();
      new JdbcTemplate(postgres.getPostgresDatabase()).execute("CREATE DATABASE " + name);
      return postgres.getJdbcUrl("postgres", name);
    }

    @Override
    public void close() throws IOException {
      postgres.close();
    }
  }
}
