package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night and a morning, and the time of a digest: the clock is set under the bot. */
class QuietScenario {
  /** Of a quarter of an hour's difference, where the clock is never changed. */
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

  private static final int MINUTES_OF_A_DAY = 24 * 60;

  private Town town;
  private Path clock;
  private SandboxShop blueMugs;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) {
    Optional<Path> faketime = FakeTime.library();
    assumeTrue(faketime.isPresent(), "libfaketime is not installed: no clock is set under the bot");
    clock = directory.resolve("clock");
    isSet(Duration.ZERO);
    town = Town.openV3(directory).startsProcesses().hurries();
    FakeTime.follows(town.environment, faketime.orElseThrow(), clock);
    blueMugs = town.etsy.shop("BlueMugs");
    ada = town.telegram.person("Ada");
  }

  @AfterEach
  void close() {
    if (town != null) {
      town.close();
    }
  }

  @Test
  void whatHappensAtNightIsOneMessageInTheMorning() throws SQLException {
    // given a night that began an hour ago and ends in five
    SandboxListing mug = blueMugs.lists("Blue mug", 5);
    SandboxListing cup = blueMugs.lists("Blue cup", 5);
    SandboxListing jug = blueMugs.lists("Blue jug", 5);
    Program program = adaChooses("quiet_from = %d, quiet_until = %d".formatted(in(-1), in(5)));

    // when
    mug.sellsOut();
    cup.sells(4);
    jug.sellsOut();
    program.awaitLine("quiet");
    town.awaitLook(blueMugs);
    jug.restock(7);
    town.awaitLook(blueMugs);
    ada.says("/privacy");

    // then only an answer comes, without a sound
    ada.awaitMessage("What I store");
    assertThat(isLastSilent()).isTrue();
    town.awaitSecondOfSilence();
    assertThat(Town.timesTold(ada, mug) + Town.timesTold(ada, jug)).isZero();

    // when the process dies, and the night is over
    program.kill9();
    isSet(Duration.ofMinutes(5 * 60 + 2));
    Program morning = town.runs();

    // then
    String told = ada.awaitMessage("While it was quiet").text();
    assertThat(told)
        .contains("Sold out\n• Blue mug")
        .contains("Low\n• Blue cup")
        .contains("Blue jug – sold out and is back in stock, 7 left");
    assertThat(isLastSilent()).isFalse();
    town.awaitQuiet(morning);
    assertThat(Town.timesTold(ada, mug)).isEqualTo(1);
    assertThat(Town.timesSaid(ada, "Blue cup")).isEqualTo(1);
  }

  @Test
  void soldOutThatIsLetThroughComesAtNightAndRings() throws SQLException {
    SandboxListing mug = blueMugs.lists("Blue mug", 5);
    SandboxListing cup = blueMugs.lists("Blue cup", 5);
    Program program =
        adaChooses(
            "quiet_sold_out = TRUE, quiet_from = %d, quiet_until = %d".formatted(in(-1), in(5)));

    cup.sells(4);
    program.awaitLine("quiet");
    mug.sellsOut();

    Town.awaitTold(ada, mug);
    assertThat(isLastSilent()).isFalse();
    assertThat(Town.timesSaid(ada, "Blue cup")).isZero();
  }

  @Test
  void digestComesAtItsTimeAndNotWhereThereIsNothingInIt() throws SQLException {
    // given a digest in three hours
    SandboxListing mug = blueMugs.lists("Blue mug", 5);
    SandboxListing cup = blueMugs.lists("Blue cup", 5);
    Program program = adaChooses("digest = 'daily', digest_at = %d".formatted(in(3)));

    // when
    cup.sells(4);
    program.awaitLine("digest");
    mug.sellsOut();

    // then what sold out is told at once
    Town.awaitTold(ada, mug);
    assertThat(Town.timesSaid(ada, "Blue cup")).isZero();

    // when it is time
    isSet(Duration.ofMinutes(3 * 60 + 2));

    // then
    assertThat(ada.awaitMessage("Your digest").text()).contains("Low\n• Blue cup – 1 left");

    program.awaitLine("was set forward by PT3H");

    // when a day passes in which nothing happens
    isSet(Duration.ofMinutes(27 * 60 + 5));
    program.awaitLine("was set forward by PT24H");
    town.awaitLook(blueMugs);
    town.awaitQuiet(program);

    // then
    assertThat(Town.timesSaid(ada, "Your digest")).isEqualTo(1);
  }

  /** The minute of Ada's day that is so far from now. */
  private static int in(int hours) {
    return Math.floorMod(
        LocalTime.now(KATHMANDU).get(ChronoField.MINUTE_OF_DAY) + 60 * hours, MINUTES_OF_A_DAY);
  }

  /** She watches her shop, and the columns of her chat are set between two runs. */
  private Program adaChooses(String columns) throws SQLException {
    Program first = town.runs();
    town.watches(ada, blueMugs);
    town.awaitQuiet(first);
    assertThat(first.sigterm().awaitExit(Duration.ofSeconds(10))).isIn(0, 143);
    String url =
        "jdbc:hsqldb:file:" + town.environment.get("DATABASE_FILE") + ";hsqldb.lock_file=false";
    try (Connection connection = DriverManager.getConnection(url, "SA", "");
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE chat SET time_zone = 'Asia/Kathmandu', " + columns);
      statement.execute("SHUTDOWN");
    }
    return town.runs();
  }

  private boolean isLastSilent() {
    List<TelegramRequest> sent =
        town.telegram.requests("sendMessage").stream()
            .filter(request -> Town.isFor(ada, request))
            .toList();
    return sent.get(sent.size() - 1).text("disable_notification").isPresent();
  }

  /** How far off the bot finds its clock from now on. */
  private void isSet(Duration ahead) {
    try {
      Path next =
          Files.writeString(clock.resolveSibling("clock.new"), "%+d".formatted(ahead.toSeconds()));
      Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
