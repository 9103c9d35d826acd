package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stops a start, what does not, and what the person who started it reads. */
@Order(9)
final class StartScenario {
  private static final int WRONG_SETTINGS = 78;
  private static final Duration SECONDS = Duration.ofSeconds(30);

  private Town town;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).startsProcesses();
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void wrongSettingsAreNamedALineEach() {
    Program program =
        town.startsWith(
            Map.of(
                "TELEGRAM_TOKEN", "",
                "ETSY_CONSUMER_KEY", "",
                "ETSY_SHARED_SECRET", "",
                "ETSY_POLL_PERIOD", "often",
                "HTTP_PROT", "8080"));

    assertThat(program.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(program.lines())
        .hasSize(5)
        .anyMatch(line -> line.contains("TELEGRAM_TOKEN is not set"))
        .anyMatch(line -> line.contains("ETSY_CONSUMER_KEY is not set"))
        .anyMatch(line -> line.contains("ETSY_SHARED_SECRET is not set"))
        .anyMatch(line -> line.contains("ETSY_POLL_PERIOD must be"))
        .anyMatch(line -> line.contains("HTTP_PROT is not a setting: did you mean HTTP_PORT?"));
  }

  @Test
  void tokenThatTelegramRefusesStopsTheStartInOneLine() {
    Program program =
        town.startsWith(Map.of("TELEGRAM_TOKEN", "654321:AAWrongTokenOfTheRightForm00000000"));

    assertThat(program.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(program.lines())
        .singleElement()
        .matches(line -> line.contains("TELEGRAM_TOKEN is refused by Telegram"));
  }

  @Test
  void checkBlamesNoTokenWhereTelegramCannotBeAsked() {
    // given a server that speaks no https, and none at all
    String noHttps = town.telegram.baseUri().replace("http:", "https:");
    String nobody = "http://127.0.0.1:" + FreePorts.next();

    // when
    Program withoutHttps =
        town.plays(Map.of("TELEGRAM_API_URL", noHttps, "ETSY_API_URL", noHttps), "check");
    Program noNetwork =
        town.plays(Map.of("TELEGRAM_API_URL", nobody, "ETSY_API_URL", nobody), "check");

    // then
    assertThat(withoutHttps.awaitExit(Town.PATIENCE)).isEqualTo(1);
    assertThat(noNetwork.awaitExit(Town.PATIENCE)).isEqualTo(1);
    assertThat(withoutHttps.lines())
        .noneMatch(line -> line.contains("TELEGRAM_TOKEN"))
        .anyMatch(line -> line.matches("telegram +WRONG .*cannot be asked.*network.*"));
    assertThat(noNetwork.lines())
        .noneMatch(line -> line.contains("TELEGRAM_TOKEN"))
        .anyMatch(line -> line.matches("telegram +WRONG .*cannot be asked.*network.*"));
  }

  @Test
  void sqlFileThatCannotStandForTheBundledOneStopsStartAndCheckInOneLine(@TempDir Path routes)
      throws IOException {
    Path sql = Files.createDirectory(routes.resolve("sql"));
    Path file = Files.writeString(sql.resolve("select-recipient.sql"), "SELECT id FROM chats");
    town.environment.put("ROUTES_DIR", routes.toString());

    // when its name is misspelt
    Program near = town.starts();
    Program nearChecked = town.plays(Map.of(), "check");

    // then
    String misspelt = file + ": replaces nothing: did you mean select-recipients.sql?";
    assertThat(near.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(near.lines()).containsExactly("lowstock: " + misspelt);
    assertThat(nearChecked.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(nearChecked.lines()).contains("sql       WRONG " + misspelt);

    // when the database does not take it
    Path broken = Files.move(file, sql.resolve("select-recipients.sql"));
    Program started = town.starts();
    Program checked = town.plays(Map.of(), "check");

    // then
    String refused = broken + ": cannot be run (user lacks privilege or object not found: CHATS)";
    assertThat(started.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(started.lines()).containsExactly("lowstock: " + refused);
    assertThat(checked.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(checked.lines()).contains("sql       WRONG " + refused);

    // when it is sound
    Files.copy(
        Path.of("examples/low-for-groups/sql/select-recipients.sql"),
        broken,
        StandardCopyOption.REPLACE_EXISTING);
    Program sound = town.starts();

    // then
    sound.awaitStarted();
    assertThat(sound.lines())
        .filteredOn(line -> line.contains("sql       of your own: select-recipients"))
        .hasSize(1);
  }

  @Test
  void feedsKeyThatEtsyRefusesStopsTheProgram() {
    Program program = town.startsWith(Map.of("ETSY_API", "v2", "ETSY_FEEDS_KEY", "another-key"));

    assertThat(program.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(program.lines())
        .filteredOn(line -> line.contains("ERROR"))
        .singleElement()
        .matches(line -> line.matches(".*Stopping: Etsy answered 403 .*: check ETSY_FEEDS_KEY.*"));
  }

  @Test
  void telegramThatCannotBeReachedIsWaitedFor() {
    // given
    int port = FreePorts.next();
    Program program = town.startsWith(Map.of("TELEGRAM_API_URL", "http://127.0.0.1:" + port));
    program.awaitStarted().awaitLine("trying on");

    // when
    try (SandboxTelegram late = SandboxTelegram.start(port)) {
      Person ada = late.person("Ada").says("/help");

      // then
      ada.awaitMessage(message -> message.text().contains("/privacy"), Town.PATIENCE);
    }
  }

  @Test
  void postgresqlThatIsDownEndsTheStartInOneLine() {
    int port = FreePorts.next();
    Program program =
        town.startsWith(
            Map.of(
                "DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + port + "/lowstock",
                "SECRET_KEY",
                Base64.getEncoder().encodeToString(new byte[32])));

    assertThat(program.awaitExit(SECONDS)).isEqualTo(1);
    assertThat(program.lines())
        .singleElement()
        .asString()
        .startsWith("lowstock: DATABASE_URL cannot be opened (")
        .contains("check server, user and password");
  }

  @Test
  void namesThatNobodyKnowsAreTriedOn() {
    Program program =
        town.startsWith(
            Map.of(
                "ETSY_API",
                "v2",
                "ETSY_API_URL",
                "http://etsy.invalid",
                "TELEGRAM_API_URL",
                "http://telegram.invalid"));

    program
        .awaitStarted()
        .awaitLine("No updates from Telegram")
        .awaitLine("Listings feed, try 1: java.net.UnknownHostException: etsy.invalid")
        .awaitLine("Listings feed, try 2: ");
  }

  @Test
  void ofTwoStartsAtOnceOneRunsAndALaterOneIsRefusedToo() throws IOException, InterruptedException {
    // given logins without a page of the bot's own: nobody knows on which port it will be
    town.environment.put("ETSY_API", "v2");
    town.beginsWithNothing();

    // when
    List<Program> both = List.of(town.starts(), startsOnAnotherPort());
    await()
        .atMost(Town.PATIENCE)
        .until(() -> both.stream().anyMatch(program -> !program.isAlive()));
    Program first = both.get(both.get(0).isAlive() ? 0 : 1).awaitStarted();

    // then
    assertIsInUse(both.get(both.get(0).isAlive() ? 1 : 0));
    SandboxShop blueMugs = town.etsy.shop("BlueMugs");
    Person ada = town.logsIn(town.telegram.person("Ada"), blueMugs);
    SandboxListing mug = blueMugs.lists("Blue mug", 1);

    // when
    Program second = startsOnAnotherPort();

    // then
    assertIsInUse(second);
    mug.sellsOut();
    Town.awaitTold(ada, mug);
    assertThat(statusOf(first)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_PORT", "MANAGEMENT_PORT"})
  void takenPortStopsTheStart(String setting) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Program program = town.startsWith(Map.of(setting, Integer.toString(taken.getLocalPort())));

      assertThat(program.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
      assertThat(program.lines())
          .anyMatch(line -> line.startsWith("lowstock: " + setting) && line.contains("is taken"));
    }
  }

  @Test
  void dotEnvIsReadAndTheRealEnvironmentWins() throws IOException {
    // given
    List<String> lines =
        town.environment.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .map(line -> line.replaceFirst("^TELEGRAM_TOKEN=.*", "TELEGRAM_TOKEN=1:wrong"))
            .toList();
    Files.write(town.directory.resolve(".env"), lines);
    town.environment.keySet().retainAll(List.of("TELEGRAM_TOKEN", "ETSY_API"));

    Files.setPosixFilePermissions(
        town.directory.resolve(".env"), PosixFilePermissions.fromString("rw-r--r--"));

    // when
    town.runs().awaitLine("WARN  Bot                    .env can be read by others");
    Person ada = town.logsIn(town.telegram.person("Ada"), town.etsy.shop("BlueMugs"));

    // then
    ada.says("/status");
    ada.awaitMessage("BlueMugs, watched since");
  }

  @Test
  void databaseOfAnotherKeyIsNotTouched() throws IOException {
    // given
    Program first = town.runs();
    SandboxShop blueMugs = town.etsy.shop("BlueMugs");
    SandboxListing mug = blueMugs.lists("Blue mug", 1, "MUG-BLUE");
    Person ada = town.watches(town.telegram.person("Ada"), blueMugs);
    first.sigterm().awaitEnd();
    Path keyFile = keyFile();
    byte[] key = Files.readAllBytes(keyFile);

    // when the key file is damaged
    Files.writeString(keyFile, "no key at all!");
    Program damaged = town.starts();

    // then
    assertThat(damaged.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(damaged.lines())
        .anyMatch(line -> line.contains(keyFile.toString()) && line.contains("restore it"));

    // when the key file is missing
    Files.delete(keyFile);
    Program missing = town.starts();

    // then
    assertThat(missing.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(missing.lines())
        .singleElement()
        .asString()
        .contains("The key file " + keyFile + " is missing", "put it back");
    assertThat(keyFile).doesNotExist();

    // when the key file is of another database
    Files.writeString(keyFile, Base64.getEncoder().encodeToString(new byte[32]));
    Program foreign = town.starts();

    // then
    assertThat(foreign.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(foreign.lines()).singleElement().asString().contains(keyFile + " does not fit");

    // when the key is another one
    String otherKey = Base64.getEncoder().encodeToString(new byte[32]);
    Program wrong = town.startsWith(Map.of("SECRET_KEY", otherKey));

    // then
    assertThat(wrong.awaitExit(SECONDS)).isEqualTo(WRONG_SETTINGS);
    assertThat(wrong.lines()).anyMatch(line -> line.contains("SECRET_KEY"));

    // when the key is back
    Files.write(keyFile, key);
    town.runs();
    mug.sellsOut();

    // then
    assertThat(Town.awaitTold(ada, mug).text()).contains("SKU: MUG-BLUE");
  }

  private Program startsOnAnotherPort() {
    return town.startsWith(Map.of("HTTP_PORT", Integer.toString(FreePorts.next())));
  }

  private static void assertIsInUse(Program refused) {
    assertThat(refused.awaitExit(SECONDS)).isEqualTo(1);
    assertThat(refused.lines())
        .singleElement()
        .matches(line -> line.contains("DATABASE_FILE") && line.contains("in use by another"));
  }

  private Path keyFile() throws IOException {
    try (Stream<Path> files = Files.list(town.directory)) {
      return files.filter(file -> file.toString().endsWith(".key")).findFirst().orElseThrow();
    }
  }

  private static int statusOf(Program program) throws IOException, InterruptedException {
    HttpRequest health = HttpRequest.newBuilder(program.healthUrl()).build();
    return HttpClient.newHttpClient().send(health, BodyHandlers.discarding()).statusCode();
  }
}
