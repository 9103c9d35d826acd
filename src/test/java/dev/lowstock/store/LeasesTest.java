package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.outbox.ChatQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a node may still do under a lease, and for how long others keep away. */
class LeasesTest {
  private static final Duration SEND = Duration.ofSeconds(15);
  private static final Pattern OF_SECONDS =
      Pattern.compile("lease_until = CURRENT_TIMESTAMP \\+ INTERVAL '(\\d+)' SECOND");

  private final AtomicLong nanos = new AtomicLong(42);
  private Database database;
  private JdbcTemplate rows;
  private Leases leases;
  private String lease;

  @BeforeEach
  void claim(@TempDir Path folder) {
    database = Database.openFile(folder.resolve("lowstock"));
    rows = new JdbcTemplate(database.dataSource());
    leases = new Leases(database, nanos::get);
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', '1001')");
    lease = leases.begin("chat");
    rows.update(
        "UPDATE chat SET lease_owner = ?, lease_until = CURRENT_TIMESTAMP + INTERVAL '25' SECOND",
        lease);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void freshLeaseLastsForASendWithoutAskingTheDatabase() {
    database.close();
    passes(Duration.ofSeconds(9));

    assertThatCode(() -> leases.require(lease, SEND)).doesNotThrowAnyException();
  }

  @Test
  void nothingIsBegunThatMightOutliveItsLeaseWhileTheDatabaseIsAway() {
    database.close();
    passes(Duration.ofSeconds(11));

    assertThatThrownBy(() -> leases.require(lease, SEND)).isInstanceOf(DataAccessException.class);
  }

  @Test
  void leaseThatIsTooShortForASendIsRenewedFirst() {
    passes(Duration.ofSeconds(11));
    goesBy(11);

    leases.require(lease, SEND);

    assertThat(isFresh()).isTrue();
    passes(Duration.ofSeconds(9));
    database.close();
    assertThatCode(() -> leases.require(lease, SEND)).doesNotThrowAnyException();
  }

  @Test
  void processThatStoodStillUntilItsLeaseRanOutBeginsNothing() {
    passes(Duration.ofSeconds(26));
    goesBy(26);

    assertThatThrownBy(() -> leases.require(lease, SEND)).isInstanceOf(LeaseLost.class);
  }

  @Test
  void chatThatAnotherNodeHasIsNotWrittenTo() {
    passes(Duration.ofSeconds(26));
    rows.update("UPDATE chat SET lease_owner = 'another node'");

    assertThatThrownBy(() -> leases.require(lease, SEND)).isInstanceOf(LeaseLost.class);
    assertThat(rows.queryForObject("SELECT lease_owner FROM chat", String.class))
        .isEqualTo("another node");
  }

  @Test
  void chatThatASendIsInFlightForIsNotClaimedAgainWhenTheClockIsSetForward() {
    // given
    rows.update("INSERT INTO alert (chat_id, message) SELECT id, '{}' FROM chat");
    ChatQueue chats = new ChatQueue(database, leases);
    goesBy(3600);

    // then neither as the newest nor as the one that has waited longest
    assertThat(chats.claim()).isNull();
    assertThat(chats.claim()).isNull();

    // when what hangs is left to others
    passes(Duration.ofMinutes(2));
    assertThat(chats.claim()).isNotNull();
  }

  @Test
  void leaseOfWorkThatGoesOnIsRenewed() {
    goesBy(5);
    passes(Duration.ofSeconds(3));
    leases.renew();
    assertThat(isFresh()).isFalse();

    passes(Duration.ofSeconds(2));
    leases.renew();
    assertThat(isFresh()).isTrue();
  }

  @Test
  void leaseOfWorkThatHasEndedOrHangsRunsOut() {
    goesBy(5);
    passes(Duration.ofMinutes(11));
    leases.renew();
    assertThat(isFresh()).isFalse();

    leases.end(lease);
    leases.renew();
    assertThat(isFresh()).isFalse();
    assertThatThrownBy(() -> leases.require(lease, SEND)).isInstanceOf(LeaseLost.class);
  }

  @Test
  void everyTableWithLeasesIsKnown() {
    assertThat(
            rows.queryForList(
                "SELECT LOWER(table_name) FROM information_schema.columns"
                    + " WHERE LOWER(column_name) = 'lease_owner'",
                String.class))
        .isNotEmpty()
        // The feed's lease is kept by reading on, so that a node to which Etsy is dumb loses it; a
        // node's own by asking on, in routes of theirs.
        .filteredOn(table -> !table.equals("feed_cursor") && !table.equals("node_lease"))
        .allSatisfy(table -> assertThat(leases.begin(table)).isNotBlank());
  }

  @Test
  void statementsThatClaimGiveLeasesOfThatLength() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/sql"))) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .filter(file -> !file.getFileName().toString().contains("feed-cursor"))
                  .map(LeasesTest::text)
                  .flatMap(sql -> OF_SECONDS.matcher(sql).results())
                  .map(length -> Duration.ofSeconds(Long.parseLong(length.group(1)))))
          .isNotEmpty()
          .containsOnly(Leases.LENGTH);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On the node's own clock. */
  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** On the database's clock. */
  private void goesBy(int seconds) {
    rows.update("UPDATE chat SET lease_until = lease_until - INTERVAL '1' SECOND * ?", seconds);
  }

  /** True when it lasts for more than twenty seconds. */
  private boolean isFresh() {
    return !rows.queryForList(
            "SELECT id FROM chat WHERE lease_until > CURRENT_TIMESTAMP + INTERVAL '20' SECOND")
        .isEmpty();
  }
}
