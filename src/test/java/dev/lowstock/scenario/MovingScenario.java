package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot moves from its embedded database to PostgreSQL, and goes on as if nothing had happened. */
final class MovingScenario {

  @Test
  void botGoesOnAfterTheMoveAndTellsNothingTwice(@TempDir Path directory) throws IOException {
    try (PostgresServer server = PostgresServer.start(directory.resolve("postgres"));
        Town town = Town.openV3(directory).hurries()) {
      server.makeDatabase("lowstock");
      Program program = town.runs();
      SandboxShop shop = town.etsy.shop("BlueMugs");
      SandboxListing mug = shop.lists("Blue mug", 1, "MUG-BLUE");
      SandboxListing meanwhile = shop.lists("Blue cup", 1, "CUP-BLUE");
      SandboxListing jug = shop.lists("Blue jug", 1, "JUG-BLUE");
      Person ada = town.watches(town.telegram.person("Ada"), shop);
      mug.sellsOut();
      Town.awaitTold(ada, mug);
      String key = Files.readString(directory.resolve("lowstock.key")).strip();
      Map<String, String> moving =
          new HashMap<>(PostgresServer.settings("lowstock", server.port()));
      moving.put("SECRET_KEY", key);

      assertThat(migrate(town, moving, 1)).anyMatch(line -> line.contains("is in use by another"));
      program.sigterm().awaitEnd();
      meanwhile.sellsOut();

      Map<String, String> wrongKey = new HashMap<>(moving);
      wrongKey.put("SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
      assertThat(migrate(town, wrongKey, 78))
          .anyMatch(line -> line.contains("set it to the content of the file"))
          .noneMatch(line -> line.contains(key));
      Map<String, String> nowhere = new HashMap<>(moving);
      nowhere.put("DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + FreePorts.next() + "/lowstock");
      assertThat(migrate(town, nowhere, 1))
          .anyMatch(line -> line.contains("DATABASE_URL cannot be opened"));

      assertThat(migrate(town, moving, 0))
          .anyMatch(line -> line.matches("chat +1 rows"))
          .anyMatch(line -> line.matches("stock_event +1 rows"));
      assertThat(migrate(town, moving, 1)).anyMatch(line -> line.contains("is not empty"));

      town.startsWith(moving).awaitStarted();
      Town.awaitTold(ada, meanwhile);
      jug.sellsOut();
      Town.awaitTold(ada, jug);
      assertThat(List.of(mug, meanwhile, jug))
          .allMatch(listing -> Town.timesTold(ada, listing) == 1);
    }
  }

  private static List<String> migrate(Town town, Map<String, String> changes, int exitCode) {
    Map<String, String> environment = new HashMap<>(town.environment);
    environment.putAll(changes);
    try (Program program =
        Program.start(town.directory, environment, List.of(), List.of("migrate"))) {
      assertThat(program.awaitExit(Duration.ofSeconds(30)))
          .as("%s", program.lines())
          .isEqualTo(exitCode);
      return program.lines();
    }
  }
}
