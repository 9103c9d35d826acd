package dev.lowstock.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.deploy.ConfigMapFolder;
import dev.lowstock.route.RouteCheck;
import dev.lowstock.route.RouteFault;
import dev.lowstock.route.RouteFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of an operator's own: a route file each, in ROUTES_DIR. */
class OwnCommandTest {
  private Path routes;
  private Path directory;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    directory = folder;
    routes = Files.createDirectory(folder.resolve("routes"));
  }

  @Test
  void ownFileMakesACommandThatIsInHelpAndInTheMenu() throws Exception {
    says("week", "What sold out this week", "This week, ${variable.request.argument}: <2> & more");
    says("agenda", "What comes", "Nothing comes");
    Files.writeString(
        routes.resolve("messages_en.properties"), "command.agenda=What the days bring\n");

    try (ExampleBot bot = new ExampleBot(routes, directory, Map.of())) {
      bot.ada.says("/week mugs and <jugs>");
      bot.awaitTold(bot.ada, "This week, mugs and <jugs>: <2> & more");
      bot.ada.says("/help");
      assertThat(bot.awaitTold(bot.ada, "/week").text())
          .contains("/week – What sold out this week", "/agenda – What the days bring", "/start");
      await()
          .atMost(ExampleBot.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(menu(bot))
                      .contains("What sold out this week", "What the days bring", "start"));
    }
  }

  @Test
  void savedFileIsACommandAtOnceAndAMisnamedOneIsNone() throws Exception {
    Map<String, String> reloads = Map.of("ROUTES_RELOAD", "true");
    try (ExampleBot bot = new ExampleBot(routes, directory, Map.of(), reloads)) {
      bot.ada.says("/week");
      bot.awaitTold(bot.ada, "Sorry, I don't know that");

      says("Week", "Shouts", "THE WEEK");
      says("week", "What sold out this week", "This week: 2");

      await()
          .atMost(ExampleBot.PATIENCE)
          .untilAsserted(() -> assertThat(menu(bot)).contains("What sold out this week"));
      bot.ada.says("/week");
      bot.awaitTold(bot.ada, "This week: 2");
      assertThat(menu(bot)).doesNotContain("Shouts");
    }
  }

  @Test
  void filesOfAConfigMapAreTakenIntoServiceWhenItsFolderIsSwapped() throws Exception {
    ConfigMapFolder map = new ConfigMapFolder(routes);
    map.holds(Map.of("answer-week.camel.yaml", route("week", "The week", "2 sold out")));
    Map<String, String> reloads = Map.of("ROUTES_RELOAD", "true");
    try (ExampleBot bot = new ExampleBot(routes, directory, Map.of(), reloads)) {
      bot.ada.says("/week");
      bot.awaitTold(bot.ada, "2 sold out");

      for (String answer : List.of("3 sold out", "4 sold out", "5 sold out")) {
        map.holds(
            Map.of(
                "answer-day.camel.yaml",
                // Of a file that comes with the same swap, and is read after it.
                route("day", "The day", "The day")
                    .replace("to: outbox:reply", "to: direct:answer-week"),
                "answer-week.camel.yaml",
                route("week", "The week", answer)));
        await()
            .atMost(ExampleBot.PATIENCE)
            .until(
                () -> {
                  // One answer comes for each second: asked again before, they would pile up.
                  int before = bot.ada.messages().size();
                  bot.ada.says("/day");
                  await()
                      .atMost(ExampleBot.PATIENCE)
                      .until(() -> bot.ada.messages().size() > before);
                  return bot.ada.messages().stream()
                      .anyMatch(message -> message.text().equals(answer));
                });
      }
    }
  }

  @Test
  void ownFileReplacesABundledCommand() throws Exception {
    says("privacy", "What I store", "Ask Ada");

    try (ExampleBot bot = new ExampleBot(routes, directory, Map.of())) {
      bot.ada.says("/privacy");
      bot.awaitTold(bot.ada, "Ask Ada");
    }
  }

  @Test
  void ownCommandHasTheNameOfAButtonOrOfAnUpdateWithoutBeingOne() throws Exception {
    says("forget", "Forgets nothing", "I forget nothing");

    try (ExampleBot bot = new ExampleBot(routes, directory, Map.of())) {
      bot.ada.says("/forget");
      bot.awaitTold(bot.ada, "I forget nothing");
      bot.ada.says("/update").says("/overheard").says("/keep");
      await()
          .atMost(ExampleBot.PATIENCE)
          .until(
              () ->
                  bot.ada.messages().stream()
                          .filter(message -> message.text().startsWith("Sorry, I don't know that"))
                          .count()
                      == 3);
    }
  }

  @Test
  void commandThatFailsIsAnsweredWithSorry() throws Exception {
    Files.writeString(
        routes.resolve("answer-week.camel.yaml"),
        """
        # Fails.
        - route:
            id: answer-week
            description: Fails
            from:
              uri: direct:answer-week
              steps:
                - throwException:
                    exceptionType: java.io.IOException
                    message: the printer is on fire
        """);

    try (ExampleBot bot = new ExampleBot(routes, directory, Map.of())) {
      bot.ada.says("/week");
      bot.awaitTold(bot.ada, "Sorry, that did not work");
      bot.ada.says("/help");
      bot.awaitTold(bot.ada, "/week – Fails");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Week", "this-week", "w3456789012345678901234567890123x"})
  void commandThatNobodyCanSendIsRefusedInOneLine(String name) throws Exception {
    says(name, "Nothing", "Nothing");

    List<RouteFault> faults = new RouteCheck(null).check(RouteFiles.find("v3", routes));

    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).toString())
        .contains(
            "answer-" + name + ".camel.yaml:2 (route answer-" + name + "): listens on",
            "nobody can send that command: behind answer- stand 1 to 32 of the characters");
  }

  @Test
  void longestNameIsACommand() throws Exception {
    says("a_2345678901234567890123456789_32", "Long", "Long");

    assertThat(new RouteCheck(null).check(RouteFiles.find("v3", routes))).hasSize(1);

    Files.delete(routes.resolve("answer-a_2345678901234567890123456789_32.camel.yaml"));
    says("a_234567890123456789012345678932", "Long", "Long");
    assertThat(new RouteCheck(null).check(RouteFiles.find("v3", routes))).isEmpty();
  }

  private void says(String command, String description, String text) throws Exception {
    Files.writeString(
        routes.resolve("answer-" + command + ".camel.yaml"), route(command, description, text));
  }

  private static String route(String command, String description, String text) {
    return """
        # Says a text.
        - route:
            id: answer-%1$s
            description: %2$s
            from:
              uri: direct:answer-%1$s
              steps:
                - setBody:
                    simple: "%3$s"
                - to: outbox:reply
        """
        .formatted(command, description, text);
  }

  private static String menu(ExampleBot bot) {
    var calls =
        bot.telegram.requests("setMyCommands").stream()
            .filter(call -> !call.parameters().containsKey("language_code"))
            .toList();
    return calls.isEmpty() ? "" : calls.get(calls.size() - 1).parameters().toString();
  }
}
