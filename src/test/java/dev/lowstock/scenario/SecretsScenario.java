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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    try (Town town = Town.openV3(directory.resolve("work")).sendsWebhooks()) {
      Files.createDirectories(town.directory);
      town.withJavaOption("-Dlogback.configurationFile=" + everything(directory));
      town.environment.put("SECRET_KEY", SECRET_KEY);
      town.environment.put("DATABASE_PASSWORD", DATABASE_PASSWORD);
      Program program = town.runs();

      // when it does all that it ever does
      lives(town);

      // then
      Map<String, String> places = new TreeMap<>();
      places.put(
          "health",
          ServerPage.open(URI.create(program.healthUrl() + "?data=true&stackTrace=true")).text());
      places.put(
          "metrics",
          ServerPage.open(URI.create(program.healthUrl().toString().replace("/health", "/metrics")))
              .text());
      for (String command : List.of("Thread.print", "VM.system_properties", "VM.command_line")) {
        places.put(command, jcmd(program, command));
      }
      program.sigterm().awaitEnd();
      files(town.directory).forEach((file, text) -> places.put("file " + file, text));
      List<String> secrets = new ArrayList<>(town.secrets());
      secrets.add(SECRET_KEY);
      secrets.add(DATABASE_PASSWORD);
      secrets.add(WebhookSigner.exampleSecret().substring("whsec_".length()));
      secrets.addAll(sealed(town));
      places.put("log", String.join("\n", program.lines()));
      assertThat(places.get("log")).contains(" DEBUG ");
      assertThat(places).hasSizeGreaterThan(8);
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

  /** The program's own logging, with every level at its lowest. */
  private static Path everything(Path directory) throws IOException {
    String shipped = Files.readString(Path.of("src", "main", "resources", "logback.xml"));
    return Files.writeString(
        directory.resolve("logback-trace.xml"),
        shipped.replaceAll("level=\"[A-Z]+\"", "level=\"TRACE\""));
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
        texts.put(directory.relativize(file).toString(), Files.readString(file, ISO_8859_1));
      }
    }
    return texts;
  }

  /** States and PKCE verifiers, which only the bot knows. */
  private static List<String> sealed(Town town) {
    TokenCipher cipher = new TokenCipher(SecretKeys.parse(SECRET_KEY));
    try (Database database = Database.openFile(Path.of(town.environment.get("DATABASE_FILE")))) {
      return new JdbcTemplate(database.dataSource())
              .queryForList(
                  "SELECT token_sealed FROM login UNION SELECT secret_sealed FROM login",
                  String.class)
              .stream()
              .map(cipher::decrypt)
              .toList();
    }
  }
}
