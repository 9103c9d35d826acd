package dev.lowstock.store;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lowstock.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Waits in the embedded database when the clock is set. The rows are as the old clock left them.
 */
class ClockFollowerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEARS = Duration.ofDays(56 * 365);

  private final SettableClock wall = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final SettableClock steady = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private Path file;
  private Database database;
  private JdbcTemplate rows;
  private ClockFollower follower;

  @BeforeEach
  void open(@TempDir Path folder) {
    file = folder.resolve("lowstock");
    open();
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', '1001')");
    rows.update("INSERT INTO alert (chat_id, message) SELECT id, '{}' FROM chat");
    rows.update(
        "INSERT INTO login (channel, address, token_sealed, secret_sealed) VALUES"
            + " ('telegram', '1001', '', '')");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void waitLastsAsLongAsItWasToAfterTheClockWasSetBack() {
    ahead("chat", "hold_until", HOUR.plusSeconds(30));
    ahead("alert", "due_at", HOUR.minusSeconds(2));
    ahead("alert", "created_at", HOUR.minusSeconds(2));
    ahead("login", "started_at", HOUR.minusMinutes(14));

    setBack(HOUR);

    assertThat(aheadOf("chat", "hold_until")).isCloseTo(30, within(5L));
    assertThat(aheadOf("alert", "due_at")).isNegative();
    assertThat(aheadOf("alert", "created_at")).isNegative();
    assertThat(aheadOf("login", "started_at")).isCloseTo(-14 * 60, within(10L));
  }

  @Test
  void clockThatWasYearsAheadHoldsNothingUpWhenItIsRight() {
    ahead("chat", "hold_until", YEARS.plusSeconds(30));
    ahead("alert", "due_at", YEARS);

    setBack(YEARS);

    assertThat(aheadOf("chat", "hold_until")).isCloseTo(30, within(5L));
    assertThat(aheadOf("alert", "due_at")).isNotPositive();
  }

  @Test
  void timeOfDayThatWasFarAwayStays() {
    ahead("alert", "due_at", HOUR.multipliedBy(8));

    setBack(HOUR);

    assertThat(aheadOf("alert", "due_at")).isCloseTo(8 * 3600, within(5L));
  }

  @Test
  void nothingMovesWhileBothClocksGoOnOrDriftALittle() {
    ahead("chat", "hold_until", Duration.ofSeconds(30));
    for (int hour = 0; hour < 5; hour++) {
      wall.advance(HOUR.minusSeconds(1));
      steady.advance(HOUR);
      follower.follow();
    }

    assertThat(aheadOf("chat", "hold_until")).isCloseTo(30, within(5L));
  }

  @Test
  void whatIsOwedIsNotGivenUpWhenTheClockIsSetToTheRightYear() {
    ahead("alert", "created_at", YEARS.negated());
    wall.advance(YEARS);

    follower.follow();

    assertThat(aheadOf("alert", "created_at")).isCloseTo(0, within(5L));
  }

  @Test
  void suspendedMachineFindsItsLoginsEnded() {
    ahead("login", "started_at", HOUR.negated());
    wall.advance(HOUR);

    follower.follow();

    assertThat(aheadOf("login", "started_at")).isCloseTo(-3600, within(5L));
  }

  @Test
  void clockThatWasSetBackWhileNobodyLookedIsFollowedAtTheStart() {
    ahead("chat", "created_at", HOUR);
    ahead("chat", "hold_until", HOUR.plusSeconds(30));
    ahead("alert", "due_at", HOUR);
    database.close();

    open();

    assertThat(aheadOf("chat", "created_at")).isNotPositive();
    assertThat(aheadOf("chat", "hold_until")).isCloseTo(30, within(15L));
    assertThat(aheadOf("alert", "due_at")).isNotPositive();
  }

  @Test
  void everyTimeInTheDatabaseIsFollowed() {
    String unknown =
        "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'PUBLIC'"
            + " AND data_type LIKE 'TIMESTAMP%' AND data_type <> 'TIMESTAMP WITH TIME ZONE'"
            + " AND table_name <> 'flyway_schema_history'";
    String known =
        "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'PUBLIC'"
            + " AND data_type = 'TIMESTAMP WITH TIME ZONE'";

    assertThat(rows.queryForObject(unknown, Long.class)).isZero();
    assertThat(rows.queryForObject(known, Long.class)).isGreaterThan(30);
  }

  private void open() {
    database = Database.openFile(file);
    rows = new JdbcTemplate(database.dataSource());
    follower = new ClockFollower(database, wall, steady);
  }

  private void setBack(Duration jump) {
    wall.advance(jump.negated());
    follower.follow();
  }

  private void ahead(String table, String column, Duration length) {
    rows.update(
        "UPDATE " + table + " SET " + column + " = ?",
        OffsetDateTime.now(ZoneOffset.UTC).plus(length));
  }

  /** In seconds; negative for what is past. */
  private long aheadOf(String table, String column) {
    return SECONDS.between(
        OffsetDateTime.now(ZoneOffset.UTC),
        Objects.requireNonNull(
            rows.queryForObject("SELECT " + column + " FROM " + table, OffsetDateTime.class)));
  }
}
