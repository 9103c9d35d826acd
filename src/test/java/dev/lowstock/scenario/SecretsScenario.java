package dev.lowstock.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramFault;
import dev.lowstock.sandbox.TelegramRequest;
import dev.lowstock.sandbox.WebhookSigner;
import dev.lowstock.store.Database;
import dev.lowstock.store.SecretKeys;
import dev.lowstock.store.TokenCipher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A whole life of the bot, logged as closely as can be: where its secrets are afterwards. */
final class SecretsScenario {
  private static final String SECRET_KEY =
      Base64.getEncoder().encodeToString("thirty-two-bytes-of-a-secret-key".getBytes(UTF_8));
  private static final String DATABASE_PASSWORD = "elephants-never-forget";

  @Test
  void noSecretIsFoundWhereItCouldBeRead(@TempDir Path directory) throws Exception {
    // given a bot that logs everything that any of its libraries would say
    try (Town town = tracing(Town.openV3(directory.resolve("work")).sendsWebhooks(), directory)) {
      Program program = town.runs();

      // when it does all that it ever does
      lives(town);

      // then
      Map<String, String> places = shownBy(program);
      places.putAll(backup(town));
      program.sigterm().awaitEnd();
      places.putAll(files(town.directory));
      places.put("log", String.join("\n", program.lines()));
      List<String> secrets = secrets(town);
      secrets.add(WebhookSigner.exampleSecret().substring("whsec_".length()));
      try (Database database = Database.openFile(Path.of(town.environment.get("DATABASE_FILE")))) {
        secrets.addAll(sealed(database.dataSource()));
      }
      assertThat(places.get("backup lowstock.data")).contains("BlueMugs");
      requireNone(secrets, places);
    }
  }

  @Test
  void norOnPostgresqlAndWithTelegramsWebhook(@TempDir Path directory) throws Exception {
    try (PostgresServer server = PostgresServer.start(directory.resolve("postgres"));
        Town town = tracing(Town.openV3(directory.resolve("work")), directory)) {
      // given
      server.makeDatabase("lowstock");
      town.environment.putAll(PostgresServer.settings("lowstock", server.port()));
      town.environment.put("DATABASE_PASSWORD", DATABASE_PASSWORD);
      town.environment.put(
          "TELEGRAM_WEBHOOK_URL", "http://127.0.0.1:" + town.environment.get("HTTP_PORT"));
      Program program = town.runs();

      // when
      Person ada = town.telegram.person("Ada");
      SandboxShop blueMugs = town.etsy.shop("BlueMugs");
      SandboxListing mug = blueMugs.lists("Blue mug", 1, "MUG-BLUE");
      town.watches(ada, blueMugs);
      mug.sellsOut();
      Town.awaitTold(ada, mug);
      TelegramRequest webhook = town.telegram.requests("setWebhook").get(0);
      String address = webhook.text("url").orElseThrow();
      String secret = webhook.text("secret_token").orElseThrow();
      assertThat(ServerPage.bringUpdate(address, "guessed", "{}").status()).isEqualTo(401);
      assertThat(ServerPage.bringUpdate(address, secret, "no JSON").status()).isEqualTo(204);

      // then
      Map<String, String> places = shownBy(program);
      program.sigterm().awaitEnd();
      places.putAll(files(town.directory));
      places.put("log", String.join("\n", program.lines()));
      List<String> secrets = secrets(town);
      secrets.add(DATABASE_PASSWORD);
      secrets.add(secret);
      secrets.addAll(sealed(server.database("lowstock")));
      // Without the secret it opens nothing, so the database holds it as it is.
      requireNone(List.of(address.substring(address.lastIndexOf('/') + 1)), places);
      server.close();
      Map<String, String> rows = files(directory.resolve("postgres"));
      assertThat(rows.values()).anyMatch(text -> text.contains("BlueMugs"));
      places.putAll(rows);
      requireNone(secrets, places);
    }
  }

  private static Town tracing(Town town, Path directory) throws IOException {
    Files.createDirectories(town.directory);
    town.withJavaOption("-Dlogback.configurationFile=" + everything(directory));
    town.environment.put("SECRET_KEY", SECRET_KEY);
    return town;
  }

  /** What is shown at its ports, and of its process. */
  private static Map<String, String> shownBy(Program program) throws Exception {
    String health = program.healthUrl().toString();
    Map<String, String> places = new TreeMap<>();
    places.put("health", ServerPage.open(URI.create(health + "?data=true&stackTrace=true")).text());
    places.put(
        "metrics", ServerPage.open(URI.create(health.replace("/health", "/metrics"))).text());
    for (String command : List.of("Thread.print", "VM.system_properties", "VM.command_line")) {
      places.put(command, jcmd(program, command));
    }
    return places;
  }

  /** What a backup that is made while the bot runs holds, unpacked. */
  private static Map<String, String> backup(Town town) throws Exception {
    Program backup = town.plays(Map.of(), "backup", "backup.zip");
    assertThat(backup.awaitExit(Town.PATIENCE)).as(backup.lines().toString()).isZero();
    Map<String, String> entries = new TreeMap<>();
    entries.put("log of the backup", String.join("\n", backup.lines()));
    try (ZipFile zip = new ZipFile(town.directory.resolve("backup.zip").toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        byte[] content = zip.getInputStream(entry).readAllBytes();
        entries.put("backup " + entry.getName(), new String(content, ISO_8859_1));
      }
    }
    return entries;
  }

  private static List<String> secrets(Town town) {
    List<String> secrets = new ArrayList<>(town.secrets());
    secrets.add(SECRET_KEY);
    return secrets;
  }

  private static void requireNone(List<String> secrets, Map<String, String> places) {
    assertThat(places.get("log")).contains(" DEBUG ");
    assertThat(places).hasSizeGreaterThan(5);
    places.forEach(
        (place, text) -> {
          for (String secret : secrets) {
            int at = text.indexOf(secret);
            assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 200), at))
                .as(place + " holds a secret")
                .isEmpty();
          }
        });
  }

  private static void lives(Town town) {
    Person ada = town.telegram.person("Ada");
    SandboxShop blueMugs = town.etsy.shop("BlueMugs");
    SandboxListing mug = blueMugs.lists("Blue mug", 1, "MUG-BLUE");
    SandboxListing cup = blueMugs.lists("Cup", 1, "CUP");
    town.watches(ada, blueMugs);
    mug.sellsOut();
    Town.awaitTold(ada, mug);
    town.etsy.expiresAccessTokens();
    cup.sellsOut();
    Town.awaitTold(ada, cup);

    Person bob = town.telegram.person("Bob");
    SandboxShop lamps = town.etsy.shop("Lamps");
    lamps.lists("Lamp", 5);
    bob.says("/pin " + lamps.grants(town.startsLogIn(bob)));
    Town.awaitWatched(bob, lamps);

    Person eve = town.telegram.person("Eve");
    town.startsLogIn(eve);
    isAnswered(eve, "/pin wrong-pin-of-eve-0secretmark0");
    town.etsy.breaks(
        EtsyEndpoint.TOKEN,
        EtsyFault.status(
            500, "cannot take " + town.etsy.keys().sharedSecret() + " and 0secretmark0"),
        1);
    SandboxShop chairs = town.etsy.shop("Chairs");
    isAnswered(eve, "/pin " + chairs.grants(town.startsLogIn(eve)));

    town.etsy.breaksEverywhere(
        EtsyFault.status(
            401, "{\"error\":\"Invalid x-api-key: k:" + town.etsy.keys().sharedSecret() + "\"}"));
    town.telegram.failNext(
        1,
        "sendMessage",
        TelegramFault.refuses(
            502, "Bad Gateway for /bot" + SandboxTelegram.TOKEN + "/sendMessage"));
    isAnswered(ada, "/status");
    town.telegram.failNext(1, "sendMessage", new TelegramFault.HangsUp());
    isAnswered(ada, "/help");
    town.etsy.heals();
    ServerPage.open(
        URI.create(
            town.environment.get("ETSY_REDIRECT_URI") + "?code=0secretmark0&state=0secretmark0"));
  }

  private static void isAnswered(Person person, String text) {
    int before = person.messages().size();
    person.says(text);
    await().atMost(Town.PATIENCE).until(() -> person.messages().size() > before);
  }

  /** What docs/security.md tells to keep, with every level at its lowest. */
  private static Path everything(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("logback-trace.xml"),
        """
        <configuration>
          <conversionRule conversionWord="masked" class="dev.lowstock.log.MaskedSecrets"/>
          <conversionRule conversionWord="line" class="dev.lowstock.log.OneLine"/>
          <conversionRule conversionWord="stack" class="dev.lowstock.log.StackTrace"/>
          <turboFilter class="dev.lowstock.log.LibraryTraces"/>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder>
              <pattern>%d %-5level %-22logger{0} %masked(%line%n%stack)</pattern>
            </encoder>
          </appender>
          <root level="TRACE">
            <appender-ref ref="out"/>
          </root>
        </configuration>
        """);
  }

  private static String jcmd(Program program, String command) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(program.handle().pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    assertThat(jcmd.waitFor()).as(said).isZero();
    return said;
  }

  private static Map<String, String> files(Path directory) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put("file " + directory.relativize(file), Files.readString(file, ISO_8859_1));
      }
    }
    return texts;
  }

  /** States and PKCE verifiers, which only the bot knows. */
  private static List<String> sealed(DataSource database) {
    TokenCipher cipher = new TokenCipher(SecretKeys.parse(SECRET_KEY));
    return new JdbcTemplate(database)
            .queryForList(
                "SELECT token_sealed FROM login UNION SELECT secret_sealed FROM login",
                String.class)
            .stream()
            .map(cipher::decrypt)
            .toList();
  }
}
