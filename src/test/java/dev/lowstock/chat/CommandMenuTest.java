package dev.lowstock.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Messages;
import dev.lowstock.telegram.TelegramTroubles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandMenuTest {
  private final Map<String, String> commands =
      new TreeMap<>(
          Map.of(
              "help", "", "pin", "", "privacy", "", "start", "", "status", "", "stop", "", "test",
              ""));
  private static final int LANGUAGES = new Messages(null).languages().size();

  private final List<String> calls = new ArrayList<>();

  @Test
  void menuNamesEveryCommandThatIsUnderstood() {
    menu(new Messages(null)).announce();

    assertThat(calls)
        .hasSize(LANGUAGES)
        .allMatch(call -> call.startsWith("setMyCommands"))
        .allSatisfy(
            call ->
                assertThat(call)
                    .contains("start", "pin", "status", "test", "stop", "privacy", "help"));
  }

  @Test
  void menuIsAnnouncedInEachLanguageAndInEnglishForAllOthers() {
    menu(new Messages(null)).announce();

    assertThat(calls)
        .filteredOn(call -> !call.contains("language_code"))
        .singleElement()
        .asString()
        .contains("A sample alert");
    assertThat(calls)
        .filteredOn(call -> call.contains("language_code=de"))
        .singleElement()
        .asString()
        .contains("Eine Meldung zur Probe");
  }

  @Test
  void menuIsAnnouncedAgainOnlyWhenItIsAnotherOne() {
    CommandMenu menu = menu(new Messages(null));
    menu.announce();
    menu.announce();
    assertThat(calls).hasSize(LANGUAGES);

    commands.put("week", "What sold out this week");
    menu.announce();

    assertThat(calls).hasSize(2 * LANGUAGES);
    assertThat(calls.get(2 * LANGUAGES - 1)).contains("What sold out this week");
  }

  @Test
  void menuThatTelegramDoesNotTakeHoldsUpNothing() {
    CommandMenu menu =
        new CommandMenu(
            () -> commands,
            new Messages(null),
            (method, parameters) -> {
              throw TelegramTroubles.broken();
            },
            false);

    menu.announce();

    assertThat(menu.lines(null)).hasSize(7);
  }

  @Test
  void ownCommandComesLastWithItsWordOrElseItsDescription(@TempDir Path directory)
      throws IOException {
    commands.put("week", "What sold out this week");
    commands.put("agenda", "");
    Files.writeString(directory.resolve("messages_en.properties"), "command.week=The week\n");
    Files.writeString(directory.resolve("messages_de.properties"), "command.week=Die Woche\n");
    CommandMenu menu = menu(new Messages(directory));

    assertThat(menu.lines(null).subList(7, 9))
        .containsExactly(
            new CommandMenu.Line("agenda", "agenda"), new CommandMenu.Line("week", "The week"));
    assertThat(menu.more(request("de")))
        .containsExactly(
            new CommandMenu.Line("agenda", "agenda"), new CommandMenu.Line("week", "Die Woche"));
    assertThat(menu(new Messages(null)).more(request("de")))
        .contains(new CommandMenu.Line("week", "What sold out this week"));
  }

  @Test
  void lineIsNoLongerThanTelegramTakesAndNoMoreThanTelegramShows() {
    for (int i = 0; i < 120; i++) {
      commands.put("own" + i, "x".repeat(300));
    }
    CommandMenu menu = menu(new Messages(null));

    assertThat(menu.lines(null)).hasSize(100);
    assertThat(menu.lines(null)).allSatisfy(line -> assertThat(line.line()).hasSizeBetween(1, 256));
    assertThat(menu.lines(null).get(0).command()).isEqualTo("start");
  }

  private CommandMenu menu(Messages messages) {
    return new CommandMenu(
        () -> commands,
        messages,
        (method, parameters) -> {
          calls.add(method + parameters);
          return true;
        },
        false);
  }

  private static ChatRequest request(String language) {
    return new ChatRequest(
        "help", "1001", "1001", language, "", null, null, null, false, false, "Ada");
  }
}
