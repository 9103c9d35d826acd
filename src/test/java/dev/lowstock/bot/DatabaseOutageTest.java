package dev.lowstock.bot;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.SandboxListing;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that stops answering: the one trouble that makes the bot unready. */
class DatabaseOutageTest {

  @Test
  void aDatabaseThatHangsMakesTheBotUnreadyButNotDeadUntilItAnswersAgain() throws Exception {
    try (EmbeddedPostgres postgres = startsPostgres();
        WatchedBot bot = WatchedBot.start(settings(postgres))) {
      bot.tellsOfASellOut();
      SandboxListing lamp = bot.shop.lists("Desk lamp", 1, "LAMP");
      assertThat(bot.status("/observe/health")).isEqualTo(200);

      ProcessHandle server = process(postgres);
      signal("STOP", server);
      try {
        int sent = bot.telegram.requests("sendMessage").size();
        lamp.sellsOut();
        await().atMost(60, SECONDS).until(() -> bot.status("/observe/health") == 503);
        Instant asked = Instant.now();
        assertThat(bot.status("/observe/health/ready")).isEqualTo(503);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(bot.check("database")).isEqualTo("DOWN The database does not answer");
        assertThat(bot.check("outbox")).isEqualTo("UP not known: the database does not answer");
        assertThat(bot.status("/observe/health/live")).isEqualTo(200);
        assertThat(bot.metric("outbox_alerts")).hasValue(Double.NaN);
        assertThat(bot.telegram.requests("sendMessage")).hasSize(sent);
      } finally {
        signal("CONT", server);
      }

      await().atMost(60, SECONDS).until(() -> bot.status("/observe/health") == 200);
      await().atMost(60, SECONDS).until(() -> timesTold(bot, lamp) > 0);
      assertThat(timesTold(bot, lamp)).isEqualTo(1);
    }
  }

  @Test
  void aDatabaseThatIsGoneMakesTheBotUnreadyButNotDead() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    try (EmbeddedPostgres postgres = startsPostgres();
        WatchedBot bot = WatchedBot.start(v3(settings(postgres)))) {
      assertThat(bot.status("/observe/health/ready")).isEqualTo(200);
      await().atMost(60, SECONDS).until(() -> bot.metric("tg_polls").orElse(0) == 1);
      log.start();
      root().addAppender(log);

      Instant gone = Instant.now();
      postgres.close();

      await().atMost(60, SECONDS).until(() -> bot.status("/observe/health") == 503);
      assertThat(bot.status("/observe/health/ready")).isEqualTo(503);
      assertThat(bot.status("/observe/health/live")).isEqualTo(200);
      // Every route that needs it has tried a few times by then.
      await().atMost(60, SECONDS).until(() -> polling(log) > 0);
      assertThat(List.copyOf(log.list))
          .filteredOn(event -> event.getFormattedMessage().contains("database does not answer ("))
          .as("once a minute")
          .hasSizeBetween(1, 1 + (int) Duration.between(gone, Instant.now()).toMinutes());
      assertThat(List.copyOf(log.list))
          .filteredOn(event -> event.getLoggerName().startsWith("org.apache.camel"))
          .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
          .as("whatever needs the database says so in one place")
          .isEmpty();
    } finally {
      root().detachAppender(log);
    }
  }

  private static long timesTold(WatchedBot bot, SandboxListing listing) {
    return bot.ada.messages().stream()
        .filter(message -> message.text().contains(listing.title()))
        .count();
  }

  /** Lines that say that this node polls no more. */
  private static long polling(ListAppender<ILoggingEvent> log) {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getFormattedMessage().startsWith("Telegram is not polled"))
        .count();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private static Map<String, String> v3(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("ETSY_API", "v3");
    return all;
  }

  private static Map<String, String> settings(EmbeddedPostgres postgres) {
    return Map.of(
        "DATABASE_URL",
        postgres.getJdbcUrl("postgres", "postgres"),
        "DATABASE_USER",
        "postgres",
        "DATABASE_PASSWORD",
        "postgres",
        "SECRET_KEY",
        Base64.getEncoder().encodeToString(new byte[32]));
  }

  private static EmbeddedPostgres startsPostgres() throws IOException {
    return EmbeddedPostgres.builder().setPort(FreePorts.next()).start();
  }

  private static ProcessHandle process(EmbeddedPostgres postgres) throws Exception {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)")) {
      row.next();
      return ProcessHandle.of(row.getLong(1)).orElseThrow();
    }
  }

  /** Stops or continues a process and all that it has started. */
  private static void signal(String name, ProcessHandle server) throws Exception {
    for (ProcessHandle process : Stream.concat(Stream.of(server), server.descendants()).toList()) {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
  }
}
