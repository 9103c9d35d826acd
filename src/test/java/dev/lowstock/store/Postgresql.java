package dev.lowstock.store;

import dev.lowstock.sandbox.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One PostgreSQL for all tests of a process, which ends with it, and as many databases as they
 * want.
 */
public final class Postgresql implements BeforeAllCallback {
  /** As Surefire runs each class by itself, what JUnit keeps would end with the class. */
  private static @Nullable Server server;

  @Override
  public void beforeAll(ExtensionContext context) {
    server();
  }

  /** A new database, migrated. */
  public Database open() {
    return Database.openServer(server().copyOfMigrated(), "postgres", "postgres");
  }

  /** The address of a new, empty database; its user and password are {@code postgres}. */
  public String newDatabase() {
    return server().makeDatabase("");
  }

  private static synchronized Server server() {
    Server running = server;
    if (running == null) {
      running = new Server();
      server = running;
    }
    return running;
  }

  private static final class Server {
    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable String migrated;

    Server() {
      try {
        // What is written need not outlive the tests. It ends with the process.
        postgres =
            EmbeddedPostgres.builder()
                .setPort(FreePorts.next())
                .setServerConfig("fsync", "off")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Half of what a new database takes is its migrations. */
    synchronized String copyOfMigrated() {
      String template = migrated;
      if (template == null) {
        String address = makeDatabase("");
        Database.openServer(address, "postgres", "postgres").close();
        template = "test" + databases.get();
        migrated = template;
      }
      return makeDatabase(" TEMPLATE " + template);
    }

    synchronized String makeDatabase(String how) {
      String name = "test" + databases.incrementAndGet();
      new JdbcTemplate(postgres.getPostgresDatabase()).execute("CREATE DATABASE " + name + how);
      return postgres.getJdbcUrl("postgres", name);
    }
  }
}
