package dev.lowstock.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The open, migrated database of a run: an embedded HSQLDB file or a shared PostgreSQL.
 *
 * <p>A commit is on disk when it returns. An HSQLDB file is held by one process at a time.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** A database that does not answer is given up after this long; readiness waits no longer. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private static final List<String> LEASED =
      List.of("chat", "stock_event", "feed_cursor", "etsy_grant", "shop_watch", "look_pace");

  private final HikariDataSource dataSource;
  private final Kind kind;
  private final @Nullable FileGuard guard;

  private Database(HikariDataSource dataSource, Kind kind, @Nullable FileGuard guard) {
    this.dataSource = dataSource;
    this.kind = kind;
    this.guard = guard;
  }

  /** The databases that the statements are written for; the name is the folder of their pairs. */
  public enum Kind {
    HSQLDB,
    POSTGRESQL;

    public String folder() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Opens the embedded HSQLDB.
   *
   * @throws DatabaseRefused when another process holds the file, or it cannot be read or written
   */
  public static Database openFile(Path file) {
    // HSQLDB would otherwise set up java.util.logging anew and write a file of its own.
    System.setProperty("hsqldb.reconfig_logging", "false");
    FileGuard guard;
    try {
      guard = FileGuard.take(file);
    } catch (IOException e) {
      throw new DatabaseRefused(
          "DATABASE_FILE " + file + " cannot be written (" + e + "): give a path that can", e);
    }
    HikariConfig config = new HikariConfig();
    // The lock file of HSQLDB makes a start after a crash wait 10 s; FileGuard does its work.
    config.setJdbcUrl(
        "jdbc:hsqldb:file:"
            + file
            + ";sql.syntax_pgs=true;hsqldb.tx=mvcc;hsqldb.lock_file=false;hsqldb.applog=0");
    config.setUsername("SA");
    // In the URL the delay counts for a new file only; without this a crash loses half a second.
    config.setConnectionInitSql("SET FILES WRITE DELAY FALSE");
    try {
      return open(config, Kind.HSQLDB, guard);
    } catch (RuntimeException e) {
      guard.close();
      throw new DatabaseRefused(
          "DATABASE_FILE "
              + file
              + " cannot be opened ("
              + rootMessage(e)
              + "): restore it from a backup, or move it away to start anew",
          e);
    }
  }

  /**
   * Opens a PostgreSQL.
   *
   * @throws DatabaseRefused when it does not answer, or refuses the user
   */
  public static Database openServer(String url, @Nullable String user, @Nullable String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    try {
      return open(config, Kind.POSTGRESQL, null);
    } catch (RuntimeException e) {
      throw new DatabaseRefused(
          "DATABASE_URL cannot be opened (" + rootMessage(e) + "): check server, user and password",
          e);
    }
  }

  private static Database open(HikariConfig config, Kind kind, @Nullable FileGuard guard) {
    config.setPoolName("database");
    config.setMaximumPoolSize(10);
    config.setConnectionTimeout(CONNECT_LIMIT.toMillis());
    HikariDataSource dataSource = new HikariDataSource(config);
    try {
      Flyway.configure().dataSource(dataSource).load().migrate();
      if (kind == Kind.HSQLDB) {
        freeLeases(dataSource);
      }
      return new Database(dataSource, kind, guard);
    } catch (RuntimeException e) {
      dataSource.close();
      throw e;
    }
  }

  /**
   * An embedded database has one process: leases found at its start are those of a dead one. They
   * have run out, which tells that something was begun and not ended.
   */
  private static void freeLeases(DataSource dataSource) {
    JdbcTemplate database = new JdbcTemplate(dataSource);
    for (String table : LEASED) {
      database.update(
          "UPDATE "
              + table
              + " SET lease_owner = NULL, lease_until = CURRENT_TIMESTAMP"
              + " WHERE lease_owner IS NOT NULL");
    }
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public void close() {
    if (kind == Kind.HSQLDB) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN");
      } catch (SQLException e) {
        LOG.warn("The database did not shut down cleanly; it will recover at the next start", e);
      }
    }
    dataSource.close();
    if (guard != null) {
      guard.close();
    }
  }

  private static @Nullable String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
