package dev.lowstock;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that stops answering: the one trouble that makes the bot unready. */
class DatabaseOutageTest {

  @Test
  void aDatabaseThatHangsMakesTheBotUnreadyButNotDeadUntilItAnswersAgain() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        WatchedBot bot = WatchedBot.start(settings(postgres))) {
      bot.tellsOfASellOut();
      assertThat(bot.status("/observe/health")).isEqualTo(200);

      ProcessHandle server = process(postgres);
      signal("STOP", server);
      try {
        await().atMost(60, SECONDS).until(() -> bot.status("/observe/health") == 503);
        Instant asked = Instant.now();
        assertThat(bot.status("/observe/health/ready")).isEqualTo(503);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(bot.check("database")).isEqualTo("DOWN The database does not answer");
        assertThat(bot.check("outbox")).isEqualTo("UP not known: the database does not answer");
        assertThat(bot.status("/observe/health/live")).isEqualTo(200);
        assertThat(bot.metric("outbox_alerts")).hasValue(Double.NaN);
      } finally {
        signal("CONT", server);
      }

      await().atMost(60, SECONDS).until(() -> bot.status("/observe/health") == 200);
    }
  }

  @Test
  void aDatabaseThatIsGoneMakesTheBotUnreadyButNotDead() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        WatchedBot bot = WatchedBot.start(settings(postgres))) {
      assertThat(bot.status("/observe/health/ready")).isEqualTo(200);

      postgres.close();

      await().atMost(60, SECONDS).until(() -> bot.status("/observe/health") == 503);
      assertThat(bot.status("/observe/health/ready")).isEqualTo(503);
      assertThat(bot.status("/observe/health/live")).isEqualTo(200);
    }
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
