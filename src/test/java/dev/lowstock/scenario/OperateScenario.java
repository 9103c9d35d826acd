package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator asks of a running bot, and the backups and keys of one. */
final class OperateScenario {
  private static final int SELL_OUTS = 30;

  private Town town;
  private SandboxShop blueMugs;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries();
    blueMugs = town.etsy.shop("BlueMugs");
    ada = town.telegram.person("Ada");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void backupOfARunningBotHoldsWhatWasOwedAndSeen() throws IOException {
    // given sell-outs that Telegram does not take
    Program bot = town.runs();
    List<SandboxListing> soldOut = new ArrayList<>();
    for (int n = 0; n < SELL_OUTS; n++) {
      soldOut.add(blueMugs.lists("Mug " + n, 1, "MUG-" + n));
    }
    SandboxListing later = blueMugs.lists("Later", 1, "LATER");
    town.watches(ada, blueMugs);
    town.telegram.failAlways("sendMessage", TelegramFault.refuses(500, "Internal Server Error"));
    soldOut.forEach(SandboxListing::sellsOut);
    await().atMost(Town.PATIENCE).until(() -> says(SELL_OUTS + " due", "outbox", "list"));

    // when
    List<String> preview = done("outbox", "preview");
    List<String> trial = done("outbox", "try", Long.toString(later.id()));
    List<String> backup = done("backup", "burst.zip");
    town.telegram.heal();
    done("outbox", "replay", "--all");

    // then
    assertThat(preview).anyMatch(line -> line.contains("MUG-0"));
    assertThat(trial).anyMatch(line -> line.contains("LATER"));
    Path file = town.directory.resolve("burst.zip");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(backup).anyMatch(line -> line.contains("lowstock.key"));
    soldOut.forEach(listing -> Town.awaitTold(ada, listing));
    assertThat(Town.timesTold(ada, later)).isZero();
    assertThat(failed("backup", "burst.zip")).contains("it is there already");

    // when another directory is made of the backup and the key file
    bot.sigterm().awaitEnd();
    assertThat(failed("outbox", "list")).contains("No bot answers at http://127.0.0.1:");
    assertThat(done("backup", "stopped.zip")).isNotEmpty();
    Path elsewhere = Files.createDirectory(town.directory.resolve("elsewhere"));
    assertThat(unpack(file, elsewhere)).doesNotContain("lowstock.key");
    Files.copy(town.directory.resolve("lowstock.key"), elsewhere.resolve("lowstock.key"));
    later.sellsOut();
    town.environment.put("DATABASE_FILE", elsewhere.resolve("lowstock").toString());
    town.runs();

    // then what was owed is told from there, and what has sold out since
    Town.awaitTold(ada, later);
    await()
        .atMost(Town.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(soldOut)
                    .allSatisfy(listing -> assertThat(Town.timesTold(ada, listing)).isEqualTo(2)));
  }

  @Test
  void keyFileIsReplacedAndTheOldKeyOpensNothingAnyMore() throws IOException {
    // given
    Program bot = town.runs();
    SandboxListing mug = blueMugs.lists("Mug", 1, "MUG");
    town.watches(ada, blueMugs);
    Path key = town.directory.resolve("lowstock.key");
    String old = Files.readString(key);

    // when
    assertThat(failed("rekey")).contains("is in use by another Lowstock");
    bot.sigterm().awaitEnd();
    List<String> rekey = done("rekey");

    // then
    assertThat(rekey)
        .anyMatch(line -> line.matches("etsy_grant.secret_sealed +1 +0"))
        .anyMatch(line -> line.contains("encrypted with a new key"));
    assertThat(Files.readString(key)).hasSize(44).isNotEqualTo(old);
    bot = town.runs();
    mug.sellsOut();
    Town.awaitTold(ada, mug);

    // when
    bot.sigterm().awaitEnd();
    Files.writeString(key, old);
    Program refused = town.starts();

    // then
    assertThat(refused.awaitExit(Town.PATIENCE)).isEqualTo(78);
    assertThat(refused.lines())
        .filteredOn(line -> line.startsWith("lowstock: "))
        .singleElement()
        .asString()
        .contains("lowstock.key does not fit");
  }

  /** What a command says that ends well. */
  private List<String> done(String... words) {
    Program program = command(words);
    assertThat(program.awaitExit(Town.PATIENCE)).as(program.lines().toString()).isZero();
    return program.lines();
  }

  private boolean says(String text, String... words) {
    return done(words).stream().anyMatch(line -> line.contains(text));
  }

  /** The line of a command that does not. */
  private String failed(String... words) {
    Program program = command(words);
    assertThat(program.awaitExit(Town.PATIENCE)).as(program.lines().toString()).isEqualTo(1);
    assertThat(program.lines()).hasSize(1);
    return program.lines().get(0);
  }

  private Program command(String... words) {
    return Program.start(town.directory, town.environment, List.of(), List.of(words));
  }

  private static List<String> unpack(Path file, Path into) throws IOException {
    List<String> names = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        Files.copy(zip, into.resolve(entry.getName()));
      }
    }
    return names;
  }
}
