package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the embedded database is full, and then it is not. */
@EnabledOnOs(OS.LINUX)
final class DiskFullScenario {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A send in flight when the disk fills is not known to be delivered. */
  private static final int IN_FLIGHT = 4;

  private Town town;
  private Path log;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.open(directory).startsProcesses().hurries();
    log = directory.resolve("lowstock.log");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void nothingIsLostWhenTheDiskIsFullForAWhile() throws IOException {
    // given
    Program program = town.runs();
    SandboxShop shop = town.etsy.shop("BlueMugs");
    Person ada = town.logsIn(town.telegram.person("Ada"), shop);
    List<SandboxListing> soldOut = new ArrayList<>();
    sellsOut(shop, soldOut);
    Town.awaitTold(ada, soldOut.get(0));

    // when the disk is full
    program.writesFilesUpTo(Files.size(log) + 3_000);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              sellsOut(shop, soldOut);
              return program.lines().stream().anyMatch(line -> line.contains("cannot be written"));
            });
    await().atMost(PATIENCE).until(() -> ServerPage.open(program.healthUrl()).status() == 503);
    int sent = town.telegram.requests("sendMessage").size();
    sellsOut(shop, soldOut);
    town.awaitSecondOfSilence();

    // then nobody is told what would not be remembered
    assertThat(town.telegram.requests("sendMessage").size()).isLessThanOrEqualTo(sent + IN_FLIGHT);

    // when there is room again
    program.writesFilesUpTo(null);
    await().atMost(PATIENCE).until(() -> ServerPage.open(program.healthUrl()).status() == 200);

    // then
    soldOut.forEach(listing -> Town.awaitTold(ada, listing));
    town.awaitQuiet(program);
    long repeats = soldOut.stream().mapToLong(listing -> Town.timesTold(ada, listing) - 1).sum();
    assertThat(repeats).isLessThanOrEqualTo(IN_FLIGHT);
    int told = ada.messages().size();

    // when it dies and starts again
    program.kill9();
    town.runs();
    SandboxListing last = sellsOut(shop, soldOut);

    // then all of that was on disk
    Town.awaitTold(ada, last);
    town.awaitSecondOfSilence();
    assertThat(ada.messages()).hasSize(told + 1);
    assertThat(program.lines()).anyMatch(line -> line.contains("is written again"));
  }

  @Test
  void startOnAFullDiskSaysSo(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("file"), "");

    Program program =
        town.startsWith(Map.of("DATABASE_FILE", directory.resolve("file/lowstock").toString()));

    assertThat(program.awaitExit(PATIENCE)).isEqualTo(1);
    assertThat(String.join("\n", program.lines())).contains("DATABASE_FILE", "cannot be written");
  }

  private static SandboxListing sellsOut(SandboxShop shop, List<SandboxListing> soldOut) {
    SandboxListing listing = shop.lists("Item " + soldOut.size(), 1, "SKU-" + soldOut.size());
    listing.sellsOut();
    soldOut.add(listing);
    return listing;
  }
}
