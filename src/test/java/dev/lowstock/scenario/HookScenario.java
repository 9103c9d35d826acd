package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of alerts while a route of the operator's own is wrong, slow or cannot start. */
@Order(8)
final class HookScenario {
  private static final int WRONG_SETTINGS = 78;
  private static final Duration START = Duration.ofSeconds(60);

  private Town town;
  private Path routes;
  private SandboxShop blueMugs;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    town = Town.openV3(directory).hurries();
    routes = Files.createDirectory(directory.resolve("own"));
    town.environment.put("ROUTES_DIR", routes.toString());
    town.environment.put("ROUTES_RELOAD", "true");
    blueMugs = town.etsy.shop("BlueMugs");
    ada = town.telegram.person("Ada");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void filterThatDecidesNothingHoldsTheEventAndItIsToldAfterTheFileIsMended() throws IOException {
    // given a hook that misspells its variable
    Person boss = town.telegram.person("Boss").knowsTheBot();
    town.environment.put("ADMIN_CHAT", Long.toString(boss.chatId()));
    town.withJavaOption("-Dlowstock.adminPeriod=500")
        .withJavaOption("-Dlowstock.waitingEventSeconds=3");
    save("filter-stock-events", filter(set("tel", "true")));
    SandboxListing mug = blueMugs.lists("Blue mug", 1);
    SandboxListing lamp = blueMugs.lists("Desk lamp", 1);
    Program program = town.runs();
    town.watches(ada, blueMugs);

    // when
    mug.sellsOut();

    // then it waits, and everybody who may mend it hears why
    program.awaitLine("filter-stock-events does not set tell");
    await()
        .atMost(Town.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(ServerPage.health(program))
                    .contains("1 event(s) wait to be described")
                    .contains("filter-stock-events does not set tell"));
    assertThat(ServerPage.gauge(program, "events_waiting")).isEqualTo(1);
    assertThat(ServerPage.gauge(program, "events_oldest_seconds")).isPositive();
    assertThat(statusOf(program, "/health")).isEqualTo(200);
    assertThat(statusOf(program, "/health/ready")).isEqualTo(200);
    assertThat(statusOf(program, "/health/live")).isEqualTo(200);
    boss.awaitMessage(
        message -> message.text().contains("filter-stock-events does not set tell"), Town.PATIENCE);

    // when it is mended, though not well
    for (Map.Entry<String, String> wrong :
        Map.of(
                set("tell", "0 == 0"),
                "sets tell to '0 == 0'",
                set("tell", "true") + set("holdSeconds", "soon"),
                "sets holdSeconds to 'soon'",
                set("tell", "true") + set("channels", "fax"),
                "there is no route notify-fax")
            .entrySet()) {
      save("filter-stock-events", filter(wrong.getKey()));
      program.awaitLine(wrong.getValue());
    }
    assertThat(Town.timesTold(ada, mug)).isZero();

    // when it says no more than it must
    save("filter-stock-events", filter(set("tell", "true")));

    // then
    Town.awaitTold(ada, mug);
    program.awaitLine("Channel telegram, chat " + ada.chatId() + ": delivered alerts");
    boss.awaitMessage(message -> message.text().contains("No alert is waiting"), Town.PATIENCE);

    // when it withholds
    saveIntoService(program, "filter-stock-events", filter(set("tell", "false")));
    lamp.sellsOut();

    // then
    program.awaitLine("listing " + lamp.id() + ": withheld by filter-stock-events");
    await()
        .atMost(Town.PATIENCE)
        .until(() -> ServerPage.gauge(program, "events_withheld_total") == 1);
    assertThat(Town.timesTold(ada, lamp)).isZero();
  }

  @Test
  void hookThatHangsIsGivenUpAndNothingOfItIsKept() throws IOException {
    // given hooks that wait for somebody who takes a call and never answers it
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String call =
          """
                  - setBody:
                      expression:
                        constant:
                          expression: hello
          """
              + to("http://127.0.0.1:" + mute.getLocalPort());
      town.withJavaOption("-Dlowstock.hookSeconds=2");
      save(
          "look-at-listings",
          route("look-at-listings", sql("INSERT INTO seller (seller_id) VALUES (4242)") + call));
      SandboxListing mug = blueMugs.lists("Blue mug", 1);
      Program program = town.runs();
      town.logsIn(ada, blueMugs);

      // then the look is not recorded
      program.awaitLine("look-at-listings took longer than 2 seconds");
      assertThat(Town.timesSaid(ada, "I watch BlueMugs now: ")).isZero();

      // when
      saveIntoService(program, "filter-stock-events", filter(call + set("tell", "true")));
      save(
          "look-at-listings",
          route(
              "look-at-listings",
              sql("SELECT COUNT(*) AS kept FROM seller WHERE seller_id = 4242")
                  + """
                          - log:
                              message: "Of the look before ${body[0][kept]} is kept"
                  """));

      // then
      Town.awaitSummary(ada, blueMugs);
      program.awaitLine("Of the look before 0 is kept");
      mug.sellsOut();
      program.awaitLine("filter-stock-events took longer than 2 seconds");

      // when
      save("filter-stock-events", filter(set("tell", "true")));

      // then
      Town.awaitTold(ada, mug);
      assertThat(Town.timesTold(ada, mug)).isEqualTo(1);
    }
  }

  @Test
  void savedFileThatAStartWouldRefuseChangesNothing() throws IOException {
    // given
    SandboxListing mug = blueMugs.lists("Blue mug", 1);
    Program program = town.runs();
    town.watches(ada, blueMugs);
    Path filter = routes.resolve("filter-stock-events.camel.yaml");
    String refused = "Not taken into service: " + filter + ":";
    saveIntoService(program, "ask-again", route("ask-again", direct("filter-stock-events")));

    // when
    for (Map.Entry<String, String> wrong :
        Map.of(
                direct("filter-stock-events"),
                "which comes back here and never ends",
                direct("not-there"),
                "calls direct:not-there, but no route listens there",
                direct("ask-again"),
                "-> ask-again -> filter-stock-events",
                set("tell", "${body[title}"),
                "no simple expression",
                set("tell", "{{NOT_SET_ANYWHERE}}"),
                "{{NOT_SET_ANYWHERE}} is not set",
                to("kafka:topic"),
                "the component 'kafka' is not part of this program",
                "        - bean:\n            ref: nobody\n",
                "no bean is called 'nobody'")
            .entrySet()) {
      save("filter-stock-events", filter(wrong.getKey() + set("tell", "true")));
      program.awaitLine(wrong.getValue());
    }
    save("another", filter(set("tell", "false")));
    program.awaitLine("has this id already");

    // then each is named by file, line and route, and the bundled hook goes on
    assertThat(program.lines())
        .filteredOn(line -> line.contains("Not taken into service"))
        .allMatch(line -> line.matches(".*\\.camel\\.yaml:\\d+ \\(route filter-stock-events.*"));
    assertThat(program.lines()).noneMatch(line -> line.contains("Gone back"));
    assertThat(program.lines()).anyMatch(line -> line.contains(refused));
    mug.sellsOut();
    Town.awaitTold(ada, mug);

    // when the same stands there at a start, or is checked
    program.sigterm().awaitEnd();
    Files.delete(routes.resolve("another.camel.yaml"));
    save(
        "filter-stock-events",
        filter(direct("filter-stock-events") + "        - bean:\n            ref: nobody\n"));
    Program start = town.starts();
    Program check = town.plays(Map.of(), "check");

    // then
    assertThat(start.awaitExit(START)).isEqualTo(WRONG_SETTINGS);
    assertThat(check.awaitExit(START)).isEqualTo(WRONG_SETTINGS);
    for (List<String> lines : List.of(start.lines(), check.lines())) {
      assertThat(lines)
          .anyMatch(line -> line.contains("which comes back here and never ends"))
          .anyMatch(line -> line.contains("no bean is called 'nobody'"));
    }
  }

  @Test
  void ownRouteThatCannotStartStopsNobodyAndRunsAsSoonAsItCan() throws IOException {
    // given a route that needs a directory which is not there
    Path inbox = town.directory.resolve("inbox");
    save(
        "read-inbox",
        """
        # Says what is put into the inbox.
        - route:
            id: read-inbox
            description: Says what is put into the inbox
            from:
              uri: file
              parameters:
                directoryName: %s
                autoCreate: false
                startingDirectoryMustExist: true
                delay: 100
              steps:
                - log:
                    message: "In the inbox: ${body}"
        """
            .formatted(inbox));

    // when
    Program program = town.runs();

    // then
    program.awaitLine(
        "Route read-inbox of " + routes.resolve("read-inbox.camel.yaml") + " does not run: ");
    assertThat(ServerPage.health(program)).contains("read-inbox.camel.yaml does not run: ");
    assertThat(statusOf(program, "/health/ready")).isEqualTo(200);
    SandboxListing mug = blueMugs.lists("Blue mug", 1);
    town.watches(ada, blueMugs);
    mug.sellsOut();
    Town.awaitTold(ada, mug);

    // when
    Files.createDirectory(inbox);

    // then
    program.awaitLine("Route read-inbox of " + routes.resolve("read-inbox.camel.yaml") + " runs");
    Files.writeString(inbox.resolve("note"), "hello");
    program.awaitLine("In the inbox: hello");
    assertThat(ServerPage.health(program)).contains("all routes run");

    // when a bundled one that cannot start is replaced, it is the operator's to mend at once
    program.sigterm().awaitEnd();
    save(
        "filter-stock-events",
        Files.readString(routes.resolve("read-inbox.camel.yaml"))
            .replace("read-inbox", "filter-stock-events")
            .replace(inbox.toString(), inbox + "-of-nobody"));
    Files.delete(routes.resolve("read-inbox.camel.yaml"));

    // then
    assertThat(town.starts().awaitExit(START)).isEqualTo(WRONG_SETTINGS);
  }

  private static String filter(String steps) {
    return route("filter-stock-events", steps);
  }

  private static String route(String id, String steps) {
    return """
        # A hook.
        - route:
            id: %1$s
            description: A hook
            errorHandler:
              noErrorHandler: {}
            from:
              uri: direct
              parameters:
                name: %1$s
              steps:
        """
            .formatted(id)
        + steps.indent(0);
  }

  private static String set(String variable, String value) {
    return """
                - setVariable:
                    name: %s
                    expression:
                      simple:
                        expression: "%s"
        """
        .formatted(variable, value);
  }

  private static String direct(String name) {
    return """
                - to:
                    uri: direct
                    parameters:
                      name: %s
        """
        .formatted(name);
  }

  private static String to(String uri) {
    return """
                - to:
                    uri: "%s"
        """
        .formatted(uri);
  }

  private static String sql(String query) {
    return """
                - to:
                    uri: sql
                    parameters:
                      query: "%s"
        """
        .formatted(query);
  }

  private static int statusOf(Program program, String path) {
    return ServerPage.open(URI.create(program.healthUrl().toString().replace("/health", path)))
        .status();
  }

  /** As a careful editor does: another file first, then in place of the old one. */
  private void saveIntoService(Program program, String name, String text) throws IOException {
    long before = timesInService(program, name);
    save(name, text);
    await().atMost(Town.PATIENCE).until(() -> timesInService(program, name) > before);
  }

  private long timesInService(Program program, String name) {
    String line = "Taken into service: " + routes.resolve(name + ".camel.yaml");
    return program.lines().stream().filter(each -> each.contains(line)).count();
  }

  private void save(String name, String text) throws IOException {
    Path file = routes.resolve(name + ".camel.yaml");
    Path written = Files.writeString(file.resolveSibling(file.getFileName() + "~"), text);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
