package dev.lowstock.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.store.Postgresql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A PostgreSQL that answers, and does not do what it is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTroubleTest {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What waits is tried again twice a second: by then every route has met with it. */
  private static final int REFUSED = 12;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Deque<SandboxListing> forSale = new ArrayDeque<>();
  private String url;
  private WatchedBot bot;
  private SingleConnectionDataSource session;
  private JdbcTemplate rows;

  @BeforeAll
  void start() throws Exception {
    url = SERVER.newDatabase();
    session = new SingleConnectionDataSource(url, "postgres", "postgres", true);
    rows = new JdbcTemplate(session);
    bot =
        WatchedBot.start(
            Map.of(
                "DATABASE_URL",
                url,
                "DATABASE_USER",
                "postgres",
                "DATABASE_PASSWORD",
                "postgres",
                "SECRET_KEY",
                Base64.getEncoder().encodeToString(new byte[32]),
                "ETSY_API",
                "v3"));
    bot.etsy.limitsCalls(100, 100_000_000);
    for (int n = 0; n < 9; n++) {
      forSale.add(bot.shop.lists("Mug number " + n + ".", 1));
    }
    bot.watchesV3();
    log.start();
    root().addAppender(log);
  }

  @BeforeEach
  void beginsWell() {
    await().atMost(PATIENCE).until(() -> bot.status("/observe/health") == 200);
    log.list.clear();
  }

  @AfterAll
  void close() {
    root().detachAppender(log);
    bot.close();
    session.destroy();
  }

  @Test
  void databaseThatCanOnlyBeReadLosesNothingAndIsSaidInALine() throws Exception {
    String database = rows.queryForObject("SELECT current_database()", String.class);

    isToldOnceAfter(
        () -> {
          // As after a failover to a standby.
          rows.execute("ALTER DATABASE " + database + " SET default_transaction_read_only = on");
          rows.queryForList(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        },
        "ERROR: cannot execute [A-Z ]+ in a read-only transaction",
        // The connections of now stay as they are.
        () -> rows.execute("ALTER DATABASE " + database + " RESET default_transaction_read_only"));
  }

  /** A real disk was not filled: every row that is to be written is refused as by a full one. */
  @Test
  void databaseWhoseDiskIsFullLosesNothingAndIsSaidInALine() throws Exception {
    isToldOnceAfter(
        () -> {
          rows.execute(
              """
              CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION 'could not extend file: No space left on device'
                  USING ERRCODE = 'disk_full';
              END $$""");
          for (String table : tables()) {
            rows.execute(
                "CREATE TRIGGER disk_is_full BEFORE INSERT OR UPDATE ON "
                    + table
                    + " FOR EACH ROW EXECUTE FUNCTION disk_is_full()");
          }
        },
        "ERROR: could not extend file: No space left on device",
        () -> rows.execute("DROP FUNCTION disk_is_full CASCADE"));
  }

  private void isToldOnceAfter(Runnable breaks, String reason, Runnable mends) throws Exception {
    // given
    SandboxListing before = forSale.remove();
    SandboxListing meanwhile = forSale.remove();
    long helped = said("/privacy");

    // when
    before.sellsOut();
    breaks.run();
    try {
      await().atMost(PATIENCE).until(() -> bot.status("/observe/health") == 503);
      long refused = refused();
      int sent = bot.telegram.requests("sendMessage").size();
      meanwhile.sellsOut();
      bot.ada.says("/help");
      await().atMost(PATIENCE).until(() -> refused() >= refused + REFUSED);

      // then
      assertThat(bot.check("database")).matches("DOWN The database cannot be written: " + reason);
      assertThat(bot.status("/observe/health/ready")).isEqualTo(503);
      assertThat(bot.status("/observe/health/live")).isEqualTo(200);
      assertThat(bot.telegram.requests("sendMessage")).hasSize(sent);
      List<ILoggingEvent> lines = List.copyOf(log.list);
      assertThat(lines)
          .filteredOn(
              line -> line.getFormattedMessage().startsWith("The database cannot be written"))
          .singleElement()
          .extracting(ILoggingEvent::getFormattedMessage, InstanceOfAssertFactories.STRING)
          .matches("The database cannot be written \\(" + reason + "\\): what needs it waits");
      assertThat(lines)
          .as("only what was under way when it began")
          .filteredOn(line -> line.getThrowableProxy() != null)
          .hasSizeLessThan(10);
      assertThat(lines)
          .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
          .hasSizeLessThan(20);
    } finally {
      mends.run();
    }

    // then
    await().atMost(PATIENCE).until(() -> bot.status("/observe/health") == 200);
    await().atMost(PATIENCE).until(() -> said(before.title()) > 0);
    await().atMost(PATIENCE).until(() -> said(meanwhile.title()) > 0);
    await().atMost(PATIENCE).until(() -> said("/privacy") > helped);
    assertThat(said(before.title())).isEqualTo(1);
    assertThat(said(meanwhile.title())).isEqualTo(1);
    assertThat(said("/privacy")).isEqualTo(helped + 1);
  }

  @Test
  void rowsThatAnotherSessionHoldsAreWaitedForAndNothingIsLost() throws SQLException {
    // given
    SandboxListing mug = forSale.remove();
    SandboxListing lamp = forSale.remove();

    // when
    try (Connection other = DriverManager.getConnection(url, "postgres", "postgres");
        Statement holds = other.createStatement()) {
      other.setAutoCommit(false);
      holds.execute("SELECT FROM chat FOR UPDATE");
      mug.sellsOut();
      await().atMost(PATIENCE).until(() -> undescribed() > 0);
      holds.execute("SELECT FROM stock_event FOR UPDATE");
      // What is due and held is passed over by who claims it; what a look writes is waited for.
      holds.execute("SELECT FROM listing FOR UPDATE");
      lamp.sellsOut();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  List.copyOf(log.list).stream()
                      .map(ILoggingEvent::getFormattedMessage)
                      .anyMatch(line -> line.contains("canceling statement due to")));
      other.rollback();
    }

    // then
    await().atMost(PATIENCE).until(() -> said(mug.title()) > 0);
    await().atMost(PATIENCE).until(() -> said(lamp.title()) > 0);
    assertThat(said(mug.title())).isEqualTo(1);
    assertThat(said(lamp.title())).isEqualTo(1);
  }

  /** Transactions that the server has rolled back: here each statement that it has refused. */
  private long refused() {
    Long refused =
        rows.queryForObject(
            "SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()",
            Long.class);
    return refused == null ? 0 : refused;
  }

  private long undescribed() {
    Long events =
        rows.queryForObject(
            "SELECT COUNT(*) FROM stock_event WHERE described_at IS NULL", Long.class);
    return events == null ? 0 : events;
  }

  private List<String> tables() {
    return rows.queryForList(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'", String.class);
  }

  private long said(String words) {
    return bot.ada.messages().stream().filter(message -> message.text().contains(words)).count();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
