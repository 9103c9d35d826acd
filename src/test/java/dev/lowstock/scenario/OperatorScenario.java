package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator does with the bot: checks it, changes a route, listens by webhook. */
class OperatorScenario {
  private static final Path CHANNEL =
      Path.of("src/main/resources/routes/notify/notify-telegram.camel.yaml");

  private Town town;
  private SandboxShop blueMugs;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).sendsWebhooks();
    blueMugs = town.etsy.shop("BlueMugs");
    ada = town.telegram.person("Ada");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void checkNamesWhatIsWrongAndWritesNothing() throws IOException {
    // given a broken route, a wrong word, a token that is refused, an Etsy that is down
    Path routes = Files.createDirectory(town.directory.resolve("own"));
    Files.writeString(
        routes.resolve("notify-telegram.camel.yaml"),
        Files.readString(CHANNEL).replace("- setBody:", "- setBdoy:"));
    Files.writeString(routes.resolve("messages_en.properties"), "unknwon=What?\n");
    town.environment.put("ROUTES_DIR", routes.toString());
    town.environment.put("TELEGRAM_TOKEN", "1:refused");
    town.etsy.breaksEverywhere(EtsyFault.status(503, "Temporary Etsy issue"));

    // when
    Program check = check();

    // then
    assertThat(check.awaitExit(Town.PATIENCE)).isEqualTo(78);
    assertThat(check.lines())
        .anyMatch(line -> line.matches("settings +OK .*"))
        .anyMatch(
            line -> line.matches("routes +WRONG .*notify-telegram.camel.yaml:\\d+ .*setBdoy.*"))
        .anyMatch(line -> line.matches("words +WRONG .*no message is called unknwon.*"))
        .anyMatch(line -> line.matches("database +OK .*made at the first start"))
        .anyMatch(line -> line.matches("telegram +WRONG TELEGRAM_TOKEN.*401.*"))
        .anyMatch(line -> line.matches("etsy +WRONG Etsy answered 503.*"));
    assertThat(town.directory.resolve("lowstock.script")).doesNotExist();
  }

  @Test
  void checkBesideARunningBotFindsAllWell() {
    town.runs();

    Program check = check();

    assertThat(check.awaitExit(Town.PATIENCE)).isZero();
    assertThat(check.lines())
        .hasSize(6)
        .allMatch(line -> line.contains(" OK "))
        .anyMatch(line -> line.contains("in use by a running bot"));
  }

  @Test
  void savedRouteTakesEffectAndABrokenOneChangesNothing() throws IOException {
    // given
    Path routes = Files.createDirectory(town.directory.resolve("own"));
    town.environment.put("ROUTES_DIR", routes.toString());
    town.environment.put("ROUTES_RELOAD", "true");
    Program program = town.runs();
    town.watches(ada, blueMugs);
    Path channel = routes.resolve("notify-telegram.camel.yaml");
    String loud =
        Files.readString(CHANNEL)
            .replace(
                "      steps:\n",
                "      steps:\n        - log:\n            message: \"Telling, by a route of my own\"\n");

    // when
    save(channel, loud);
    program.awaitLine("Taken into service: " + channel);
    Town.awaitTold(ada, soldOut("Mug"));

    // then
    program.awaitLine("Telling, by a route of my own");

    // when
    save(
        channel,
        loud.replace("- setBody:", "- bean:\n            ref: nobody\n        - setBody:"));
    program.awaitLine("no bean is called 'nobody'");
    save(channel, loud.replace("- setBody:", "- setBdoy:"));
    program.awaitLine("setBdoy");

    // then
    Town.awaitTold(ada, soldOut("Lamp"));
  }

  @Test
  void everyAlertIsPostedToTheWebhookUntilItIsAccepted() throws IOException {
    // given
    List<String> posted = new CopyOnWriteArrayList<>();
    List<String> elsewhere = new CopyOnWriteArrayList<>();
    Deque<Integer> refusals = new ConcurrentLinkedDeque<>(List.of(503, 307));
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/alerts",
        call -> {
          String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Integer refusal = refusals.poll();
          if (refusal == null) {
            posted.add(body);
          }
          call.getResponseHeaders().set("Location", "/elsewhere");
          call.sendResponseHeaders(refusal == null ? 204 : refusal, -1);
          call.close();
        });
    hook.createContext(
        "/elsewhere",
        call -> {
          elsewhere.add(call.getRequestMethod());
          call.sendResponseHeaders(204, -1);
          call.close();
        });
    hook.start();
    town.environment.put(
        "NOTIFY_WEBHOOK_URL", "http://127.0.0.1:" + hook.getAddress().getPort() + "/alerts");
    try {
      town.runs();
      town.watches(ada, blueMugs);

      // when
      SandboxListing mug = blueMugs.lists("Blue mug", 1, "MUG-BLUE");
      mug.sellsOut();
      Town.awaitTold(ada, mug);

      // then
      await().atMost(Town.PATIENCE).until(() -> posted.size() == 1);
      assertThat(posted.get(0))
          .contains(
              "\"listing_id\":" + mug.id(), "\"skus\":[\"MUG-BLUE\"]", "\"kind\":\"sold_out\"");
      assertThat(elsewhere).isEmpty();
    } finally {
      hook.stop(0);
    }
  }

  private Program check() {
    return Program.start(town.directory, town.environment, List.of(), List.of("check"));
  }

  /** As a careful editor does: another file first, then in place of the old one. */
  private static void save(Path file, String text) throws IOException {
    Path written = Files.writeString(file.resolveSibling(file.getFileName() + "~"), text);
    Files.move(
        written,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private SandboxListing soldOut(String title) {
    SandboxListing listing = blueMugs.lists(title, 1);
    listing.sellsOut();
    return listing;
  }
}
