package dev.lowstock.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
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

  /** Of a pooled connection, before it is given up for another one. */
  private static final Duration VALIDATION_LIMIT = Duration.ofSeconds(2);

  /** A statement takes milliseconds: one that takes so long waits for somebody who is gone. */
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(8);

  /** A server that has not even refused a statement by then is out of reach. */
  private static final Duration SOCKET_LIMIT = Duration.ofSeconds(10);

  private static final String FILE_USER = "SA";

  /** Read in about a second; the checkpoint that follows blocks writers for less. */
  private static final int LOG_MEGABYTES = 10;

  /**
   * HSQLDB's own loggers, one for each open file; kept, as java.util.logging forgets what is not.
   */
  private static final java.util.logging.Logger ENGINES =
      java.util.logging.Logger.getLogger("hsqldb.db");

  /** Which rows may have a lease, as an index of the table tells it. */
  private static final Map<String, String> LEASED =
      Map.of(
          "chat", "lease_owner IS NOT NULL",
          "stock_event", "described_at IS NULL",
          "feed_cursor", "lease_owner IS NOT NULL",
          "etsy_grant", "lease_owner IS NOT NULL",
          "shop_watch", "lease_until IS NOT NULL",
          "look_pace", "lease_owner IS NOT NULL",
          "node_lease", "lease_owner IS NOT NULL");

  /** How long a stop waits for a database that may not answer any more. */
  private static final Duration RELEASE_LIMIT = Duration.ofSeconds(1);

  static {
    // HSQLDB would otherwise set up java.util.logging anew and write a file of its own.
    System.setProperty("hsqldb.reconfig_logging", "false");
    // It would print stack traces of what we say in a line; DiskWatch listens to it by itself.
    ENGINES.setUseParentHandlers(false);
  }

  private final HikariDataSource pool;
  private final Kind kind;
  private final SqlFiles sql;
  private final @Nullable Path file;
  private final @Nullable FileGuard guard;
  private final @Nullable DiskWatch disk;

  private Database(
      HikariDataSource pool, SqlFiles sql, @Nullable Path file, @Nullable FileGuard guard) {
    this.pool = pool;
    this.kind = sql.kind();
    this.sql = sql;
    this.file = file;
    this.guard = guard;
    this.disk = file == null ? null : new DiskWatch(pool, file);
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
   * Opens the embedded HSQLDB, with the bundled statements alone.
   *
   * @throws DatabaseRefused when another process holds the file, or it cannot be read or written
   */
  public static Database openFile(Path file) {
    return openFile(file, SqlFiles.bundled(Kind.HSQLDB));
  }

  /**
   * Opens the embedded HSQLDB.
   *
   * @throws DatabaseRefused when another process holds the file, or it cannot be read or written
   * @throws SqlRefused when it does not take a statement of the operator's
   */
  public static Database openFile(Path file, SqlFiles sql) {
    return openFile(file, sql, true);
  }

  /**
   * Opens an embedded HSQLDB that is there, and leaves its schema as it is.
   *
   * @throws DatabaseRefused when there is none, another process holds the file, or it cannot be
   *     read or written
   */
  public static Database openFileAsItIs(Path file) {
    if (!isThere(file)) {
      throw new DatabaseRefused("DATABASE_FILE " + file + " is not there: no bot has run with it");
    }
    return openFile(file, SqlFiles.bundled(Kind.HSQLDB), false);
  }

  private static Database openFile(Path file, SqlFiles sql, boolean migrate) {
    FileGuard guard;
    try {
      guard = FileGuard.take(file);
    } catch (IOException e) {
      throw notWritable(file, e);
    }
    try {
      DatabaseBackup.forgetLeftover(file);
      DiskWatch.requireSpace(file);
      new LeftFiles(file).mend();
    } catch (RuntimeException e) {
      guard.close();
      throw e;
    } catch (IOException e) {
      guard.close();
      throw notWritable(file, e);
    }
    HikariConfig config = new HikariConfig();
    config.setDataSource(CompilingConnection.source(fileUrl(file), FILE_USER));
    // In the URL the delay counts for a new file only; without this a crash loses half a second.
    config.setConnectionInitSql("SET FILES WRITE DELAY FALSE");
    // The pool would log a failure with its stack trace.
    try (Connection first = DriverManager.getConnection(fileUrl(file), FILE_USER, "")) {
      HikariDataSource dataSource = pool(config);
      Database database = migrated(dataSource, dataSource, sql, file, guard, migrate);
      if (migrate) {
        CachedTables.keep(first);
      }
      EndMark.add(first);
      if (migrate) {
        DataBlocks.use(first, file);
      }
      limitLog(first);
      Path open = database.keepFromOthers();
      if (open != null) {
        LOG.warn(
            "Others on this machine can look into {}, where the database is: 'chmod 700 {}', or"
                + " start with 'umask 077'",
            open,
            open);
      }
      return database;
    } catch (DatabaseRefused | SqlRefused e) {
      guard.close();
      throw e;
    } catch (SQLException e) {
      guard.close();
      throw cannotBeOpened(file, firstLine(e), e);
    } catch (RuntimeException e) {
      guard.close();
      throw cannotBeOpened(file, rootMessage(e), e);
    }
  }

  /** How an embedded database is opened; with more at the end, separated by semicolons. */
  static String fileUrl(Path file) {
    // The lock file of HSQLDB makes a start after a crash wait 10 s; FileGuard does its work.
    return "jdbc:hsqldb:file:"
        + file
        + ";sql.syntax_pgs=true;hsqldb.tx=mvcc;hsqldb.lock_file=false;hsqldb.applog=0"
        // For DiskWatch.
        + ";hsqldb.extlog=2"
        // HSQLDB would otherwise pass over all that follows a damaged line, and say nothing.
        + ";hsqldb.full_log_replay=true";
  }

  /** The log is read line by line at the start after a crash; a checkpoint makes it anew. */
  private static void limitLog(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET FILES LOG SIZE " + LOG_MEGABYTES);
    }
  }

  static DatabaseRefused cannotBeOpened(Path file, String why, @Nullable Exception cause) {
    return new DatabaseRefused(
        "DATABASE_FILE "
            + file
            + " cannot be opened ("
            + why
            + "): restore it from a backup, or move it away to start anew",
        cause);
  }

  /**
   * Opens a PostgreSQL, so that a cut or hanging network is noticed in seconds and the locks of a
   * node that is gone are freed in seconds. Values in the URL win.
   *
   * @throws DatabaseRefused when it does not answer, or refuses the user
   * @throws SqlRefused when it does not take a statement of the operator's
   */
  public static Database openServer(
      String url, @Nullable String user, @Nullable String password, SqlFiles sql) {
    return openServer(url, user, password, sql, true);
  }

  /**
   * Opens a PostgreSQL in the same way, with the bundled statements alone.
   *
   * @throws DatabaseRefused when it does not answer, or refuses the user
   */
  public static Database openServer(String url, @Nullable String user, @Nullable String password) {
    return openServer(url, user, password, SqlFiles.bundled(Kind.POSTGRESQL));
  }

  /**
   * Opens a PostgreSQL, and leaves its schema as it is.
   *
   * @throws DatabaseRefused when it does not answer, or refuses the user
   */
  public static Database openServerAsItIs(
      String url, @Nullable String user, @Nullable String password) {
    return openServer(url, user, password, SqlFiles.bundled(Kind.POSTGRESQL), false);
  }

  private static Database openServer(
      String url, @Nullable String user, @Nullable String password, SqlFiles sql, boolean migrate) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.addDataSourceProperty("connectTimeout", CONNECT_LIMIT.toSeconds());
    config.addDataSourceProperty("socketTimeout", SOCKET_LIMIT.toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    config.addDataSourceProperty(
        "options",
        "-c statement_timeout=%1$d -c idle_in_transaction_session_timeout=%1$d"
            .formatted(STATEMENT_LIMIT.toMillis()));
    config.setValidationTimeout(VALIDATION_LIMIT.toMillis());
    config.setExceptionOverride(new NoReadOnlyConnections());
    try {
      return migrated(pool(config), patient(url, user, password), sql, null, null, migrate);
    } catch (DatabaseRefused | SqlRefused e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DatabaseRefused(
          "DATABASE_URL cannot be opened (" + rootMessage(e) + "): check server, user and password",
          e);
    }
  }

  /** What was connected to while it could only be read may go on so when the server does not. */
  private static final class NoReadOnlyConnections implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
      return DatabaseAway.isReadOnly(failure)
          ? SQLExceptionOverride.Override.MUST_EVICT
          : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
  }

  static DatabaseRefused notReadable(Path file, IOException e) {
    return new DatabaseRefused("DATABASE_FILE " + file + " cannot be looked at (" + e + ")", e);
  }

  private static DatabaseRefused notWritable(Path file, IOException e) {
    return new DatabaseRefused(
        "DATABASE_FILE "
            + file
            + " cannot be written ("
            + e
            + "): make room on its disk, or give a path that can",
        e);
  }

  /**
   * One in memory, with the schema and nothing in it: for what asks a program that does not run.
   *
   * @throws SqlRefused when it does not take a statement of the operator's
   */
  public static Database openEmpty(SqlFiles sql) {
    System.setProperty("hsqldb.reconfig_logging", "false");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:hsqldb:mem:empty;sql.syntax_pgs=true;hsqldb.tx=mvcc");
    config.setUsername("SA");
    HikariDataSource dataSource = pool(config);
    return migrated(dataSource, dataSource, sql, null, null, true);
  }

  private static HikariDataSource pool(HikariConfig config) {
    config.setPoolName("database");
    config.setMaximumPoolSize(10);
    config.setConnectionTimeout(CONNECT_LIMIT.toMillis());
    return new HikariDataSource(config);
  }

  /** For migrations, which may take long, and wait while another node migrates. */
  private static DataSource patient(String url, @Nullable String user, @Nullable String password) {
    PGSimpleDataSource server = new PGSimpleDataSource();
    server.setConnectTimeout((int) CONNECT_LIMIT.toSeconds());
    server.setTcpKeepAlive(true);
    server.setUrl(url);
    if (user != null) {
      server.setUser(user);
    }
    if (password != null) {
      server.setPassword(password);
    }
    return server;
  }

  private static Database migrated(
      HikariDataSource dataSource,
      DataSource migrating,
      SqlFiles sql,
      @Nullable Path file,
      @Nullable FileGuard guard,
      boolean migrate) {
    try {
      if (migrate) {
        Schema.migrate(migrating);
        sql.requireSound(dataSource);
        if (sql.kind() == Kind.HSQLDB) {
          freeLeases(dataSource);
          ClockFollower.followAtStart(new Statements(dataSource, sql));
        }
      }
      return new Database(dataSource, sql, file, guard);
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
    LEASED.forEach(
        (table, mayHaveOne) ->
            database.update(
                "UPDATE "
                    + table
                    + " SET lease_owner = NULL, lease_until = CURRENT_TIMESTAMP"
                    + " WHERE lease_owner IS NOT NULL AND "
                    + mayHaveOne));
  }

  public DataSource dataSource() {
    return disk == null ? pool : disk;
  }

  public Kind kind() {
    return kind;
  }

  /** What its statements are executed by; each call gives one of its own. */
  public Statements statements() {
    return new Statements(dataSource(), sql);
  }

  /** The names of the statements that the operator's files stand for. */
  public Set<String> replacedStatements() {
    return sql.replaced();
  }

  SqlFiles sqlFiles() {
    return sql;
  }

  /**
   * Gives back what one node at a time does, so that another begins at once. A database that does
   * not answer is not waited for: the leases end by themselves.
   */
  public void releaseNodeLeases(String owner) {
    Thread release =
        new Thread(
            () -> new Statements(pool, sql).update("release-node-leases", Map.of("owner", owner)),
            "ReleaseLeases");
    release.setDaemon(true);
    release.setUncaughtExceptionHandler(
        (thread, failure) -> LOG.info("Leases are not given back and end by themselves"));
    release.start();
    try {
      release.join(RELEASE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Writes all that an embedded database knows to its disk.
   *
   * @throws DatabaseRefused when the disk does not take it
   */
  public void requireWritten() {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      throw new DatabaseRefused("The database cannot be written (" + e.getMessage() + ")", e);
    }
    if (disk != null && disk.isFailing()) {
      throw new DatabaseRefused("The database cannot be written: make room on its disk");
    }
  }

  /** Names who ends a bot whose embedded database goes on only from its files. */
  public void whenUnfit(Consumer<String> ending) {
    if (disk != null) {
      disk.whenUnfit(ending);
    }
  }

  /** False while the disk of an embedded database does not take what is committed. */
  public boolean isWritten() {
    return disk == null || !disk.isFailing();
  }

  /** Has the events that something wrong held up described now: it may have been mended. */
  public void retryStockEvents() {
    new Statements(pool, sql).update("retry-stock-events", Map.of());
  }

  /** True when this embedded database was made, however it was left; makes nothing. */
  public static boolean isThere(Path file) {
    try {
      return !new LeftFiles(file).isNone();
    } catch (IOException e) {
      throw notReadable(file, e);
    }
  }

  /** True when a process holds this embedded database; makes nothing. */
  public static boolean isInUse(Path file) {
    try {
      return FileGuard.isTaken(file);
    } catch (IOException e) {
      throw notReadable(file, e);
    }
  }

  /** Of an embedded database; null of a server. */
  @Nullable Path file() {
    return file;
  }

  @Override
  public void close() {
    if (disk != null && disk.isFailing()) {
      LOG.error(
          "Stopped while the database could not be written: the last messages may come again");
    } else if (kind == Kind.HSQLDB) {
      shutDown();
    }
    pool.close();
    if (disk != null) {
      disk.stopListening();
    }
    keepFromOthers();
    if (guard != null) {
      guard.close();
    }
  }

  /** By a connection of its own: a pool that is open would connect anew, and so open it again. */
  private void shutDown() {
    String url = file == null ? pool.getJdbcUrl() : fileUrl(file);
    try (Connection last = DriverManager.getConnection(url, FILE_USER, "");
        Statement statement = last.createStatement()) {
      pool.close();
      statement.execute("SHUTDOWN");
    } catch (SQLException e) {
      LOG.warn("The database did not shut down cleanly; it will recover at the next start", e);
    }
  }

  /**
   * HSQLDB makes its files anew from time to time, with the umask of this process.
   *
   * @return the folder of the database when others can look into it and read such files
   */
  private @Nullable Path keepFromOthers() {
    if (file == null) {
      return null;
    }
    try {
      boolean open = OwnerOnly.restrict(file);
      Path folder = file.toAbsolutePath().normalize().getParent();
      return open && folder != null && OwnerOnly.canBeEntered(folder) ? folder : null;
    } catch (IOException e) {
      LOG.warn("Others on this machine may be able to read DATABASE_FILE: {}", e.toString());
      return null;
    }
  }

  static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return firstLine(root);
  }

  static String firstLine(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
