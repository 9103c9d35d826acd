package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process itself is in trouble: told to stop in a burst, without a file handle left, or its
 * files are torn.
 */
@Order(5)
final class ProcessTroubleScenario {
  private static final int SELL_OUTS = 40;

  /** Enough for a few shops of usual size, in place of 256 MB. */
  private static final String SMALL_HEAP = "-Xmx34m";

  private static final int PALLETS = 6000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What {@code -XX:+ExitOnOutOfMemoryError} ends with. */
  private static final int OUT_OF_MEMORY = 3;

  /** What a bot ends with that hardly does anything but collect garbage. */
  private static final int HARDLY_ANY_MEMORY = 1;

  private final List<SandboxListing> soldOut = new ArrayList<>();
  private Town town;
  private SandboxShop blueMugs;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).startsProcesses().sendsWebhooks().hurries();
    blueMugs = town.etsy.shop("BlueMugs");
    for (int n = 0; n < SELL_OUTS; n++) {
      soldOut.add(blueMugs.lists("Mug " + n, 1, "MUG-" + n));
    }
    ada = town.telegram.person("Ada");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void sigtermInABurstEndsInTimeAndNothingIsLostOrRepeated() {
    // given
    Program program = town.runs();
    town.watches(ada, blueMugs);
    town.telegram.failAlways("sendMessage", new TelegramFault.IsLate(Duration.ofSeconds(1)));

    // when
    soldOut.forEach(SandboxListing::sellsOut);
    await().atMost(Town.PATIENCE).until(() -> soldOut.stream().anyMatch(this::isTold));
    int exitCode = program.sigterm().awaitExit(Duration.ofSeconds(10));

    // then
    assertThat(exitCode).isIn(0, 143);
    assertThat(soldOut).anyMatch(listing -> !isTold(listing));

    // when
    town.telegram.heal();
    program = town.runs();

    // then
    soldOut.forEach(listing -> Town.awaitTold(ada, listing));
    town.awaitQuiet(program);
    assertThat(soldOut).allMatch(listing -> Town.timesTold(ada, listing) == 1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutFileHandlesItSaysSoAndGoesOnWhenThereAreSome() {
    // given
    Program program = town.runs();
    town.watches(ada, blueMugs);

    // when
    program.opensMore(0);
    soldOut.forEach(SandboxListing::sellsOut);
    program.awaitLine("Too many open files");
    int lines = program.lines().size();
    Town.awaitNextSecond();
    Town.awaitNextSecond();

    // then it does not fill the log
    assertThat(program.lines().size() - lines).isLessThan(100);

    // when
    program.opensMore(500);

    // then
    soldOut.forEach(listing -> Town.awaitTold(ada, listing));
    town.awaitQuiet(program);
    assertThat(soldOut).allMatch(listing -> Town.timesTold(ada, listing) == 1);
  }

  @Test
  void cutLogIsMendedAndACutScriptIsNamedInOneLineAndLeftAsItIs() throws IOException {
    // given
    Program killed = town.runs();
    town.watches(ada, blueMugs);
    killed.kill9().awaitEnd();
    Path log = town.directory.resolve("lowstock.log");
    byte[] whole = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(whole, whole.length - 37));

    // when the last line of the log is cut
    Program mended = town.runs().awaitLine("lowstock.log did not end with a whole line");

    // then
    soldOut.get(0).sellsOut();
    Town.awaitTold(ada, soldOut.get(0));
    mended.sigterm().awaitEnd();

    // when the script is cut between two rows
    Path script = town.directory.resolve("lowstock.script");
    String rows = Files.readString(script);
    String cut = rows.substring(0, rows.indexOf("INSERT INTO NODE_LEASE"));
    Files.writeString(script, cut);
    String[][] commands = {{"run"}, {"rekey"}, {"backup", "copy.zip"}};
    for (String[] command : commands) {
      Program refused = town.plays(Map.of(), command);

      // then
      assertThat(refused.awaitExit(PATIENCE)).isEqualTo(1);
      assertThat(refused.lines())
          .singleElement()
          .asString()
          .contains("lowstock.script is cut short", "restore it from a backup");
    }
    assertThat(script).hasContent(cut);

    // when it is restored
    Files.writeString(script, rows);
    town.runs();

    // then
    soldOut.get(1).sellsOut();
    Town.awaitTold(ada, soldOut.get(1));
  }

  @Test
  void withoutHeapItEndsAndNothingIsLostWhenItIsStartedWithMore() {
    // given
    SandboxShop warehouse = town.etsy.shop("Warehouse");
    warehouse.lists("Pallet", 9);
    Program small = town.startsWith(Map.of(), List.of(SMALL_HEAP)).awaitStarted();
    town.watches(ada, blueMugs);
    town.watches(town.telegram.person("Bob"), warehouse);
    town.telegram.failAlways("sendMessage", new TelegramFault.IsLate(Duration.ofMillis(500)));

    // when a look sees more than it can hold, in a burst
    for (int n = 0; n < PALLETS; n++) {
      warehouse.lists("Pallet " + n + " " + "of everything ".repeat(130), 9, "PALLET-" + n);
    }
    soldOut.forEach(SandboxListing::sellsOut);
    int exitCode = small.awaitExit(PATIENCE);

    // then
    assertThat(exitCode).isIn(OUT_OF_MEMORY, HARDLY_ANY_MEMORY);
    assertThat(small.lines())
        .anyMatch(
            line ->
                line.contains("java.lang.OutOfMemoryError")
                    || line.contains("went to collecting garbage"));

    // when
    town.telegram.heal();
    Program usual = town.runs();

    // then
    soldOut.forEach(listing -> Town.awaitTold(ada, listing));
    town.awaitQuiet(usual);
    assertThat(Cluster.repeats(ada)).isLessThanOrEqualTo(1);
    assertThat(usual.isAlive()).isTrue();
  }

  private boolean isTold(SandboxListing listing) {
    return Town.timesTold(ada, listing) > 0;
  }
}
