package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is stopped, and things happen meanwhile. */
final class DowntimeScenario {
  private Town town;
  private SandboxShop blueMugs;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.open(directory).startsProcesses().hurries();
    blueMugs = town.etsy.shop("BlueMugs");
    ada = town.telegram.person("Ada");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void firstStartBeginsNowAndALaterOneWhereTheProgramWasStopped() throws SQLException {
    // given
    long firstStart = Instant.now().getEpochSecond();
    SandboxListing old = blueMugs.lists("Old teapot", 1);
    soldOutAt(old, Instant.now().minusSeconds(3600));
    Program program = town.runs();
    town.logsIn(ada, blueMugs);
    assertThat(offsets()).allMatch(offset -> offset >= firstStart - 10);

    // when it is down for ten minutes, and one mug sells out in each of them
    assertThat(program.sigterm().awaitExit(Duration.ofSeconds(10))).isIn(0, 143);
    Instant stopped = Instant.now().minusSeconds(600);
    forgetsWhatItReadSince(stopped);
    List<SandboxListing> mugs = new ArrayList<>();
    for (int minute = 0; minute < 10; minute++) {
      SandboxListing mug = blueMugs.lists("Blue mug " + minute, 1, "MUG-" + minute);
      soldOutAt(mug, stopped.plusSeconds(60L * minute + 7));
      mugs.add(mug);
    }
    Program again = town.runs();

    // then
    mugs.forEach(mug -> Town.awaitTold(ada, mug));
    town.awaitQuiet(again);
    assertThat(mugs).allMatch(mug -> Town.timesTold(ada, mug) == 1);
    assertThat(Town.timesTold(ada, old)).isZero();
    assertThat(again.lines()).anyMatch(line -> line.contains("behind and catching up"));
  }

  @Test
  void sigtermDuringABurstEndsInTimeAndLeavesNothingLostOrRepeated() {
    // given
    Program program = town.runs();
    town.logsIn(ada, blueMugs);
    List<SandboxListing> mugs =
        IntStream.range(0, 60).mapToObj(n -> blueMugs.lists("Mug " + n, 1, "MUG-" + n)).toList();
    town.etsy.breaks(EtsyEndpoint.LISTING, EtsyFault.delay(Duration.ofSeconds(1)));

    // when
    mugs.forEach(SandboxListing::sellsOut);
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> mugs.stream().anyMatch(mug -> Town.timesTold(ada, mug) > 0));
    int exitCode = program.sigterm().awaitExit(Duration.ofSeconds(10));

    // then
    assertThat(exitCode).isIn(0, 143);
    assertThat(mugs).anyMatch(mug -> Town.timesTold(ada, mug) == 0);

    // when
    town.etsy.heals();
    program = town.runs();

    // then
    mugs.forEach(mug -> Town.awaitTold(ada, mug));
    town.awaitQuiet(program);
    assertThat(mugs).allMatch(mug -> Town.timesTold(ada, mug) == 1);
  }

  private List<Long> offsets() {
    return town.etsy.calls(EtsyEndpoint.FEED).stream()
        .map(call -> String.valueOf(call.query()).replaceAll(".*time_offset=(\\d+).*", "$1"))
        .map(Long::parseLong)
        .toList();
  }

  private void soldOutAt(SandboxListing listing, Instant at) {
    String entry =
        JsonNodeFactory.instance
            .objectNode()
            .put("listing_id", listing.id())
            .put("state", "sold_out")
            .put("user_id", blueMugs.sellerId())
            .put("title", listing.title())
            .put("last_modified_tsz", at.getEpochSecond())
            .toString();
    town.etsy.feed().push(at, entry);
  }

  /** As if the program had been stopped at that time: moves its cursor there. */
  private void forgetsWhatItReadSince(Instant time) throws SQLException {
    String url =
        "jdbc:hsqldb:file:" + town.environment.get("DATABASE_FILE") + ";hsqldb.lock_file=false";
    try (Connection connection = DriverManager.getConnection(url, "SA", "");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE feed_cursor SET page_offset = 0, since_tsz = %1$d, until_tsz = %1$d"
              .formatted(time.getEpochSecond()));
      statement.execute("SHUTDOWN");
    }
  }
}
