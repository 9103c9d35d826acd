package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Messages;
import dev.lowstock.telegram.TelegramFailure;
import dev.lowstock.telegram.TelegramUnreachable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The menu of commands that Telegram shows, and what {@code /help} says of an operator's own. The
 * line of a command is the word {@code command.<command>}, or else the description of its route.
 * Thread-safe.
 */
public final class CommandMenu {
  /** After a failure: it is called once a second. */
  private static final int CALLS_TO_REST = 60;

  private static final Logger LOG = LoggerFactory.getLogger(CommandMenu.class);

  /** The bundled ones, in the order in which people need them. */
  private static final List<String> ORDER =
      List.of(
          "start",
          "status",
          "listings",
          "find",
          "settings",
          "threshold",
          "restock",
          "pause",
          "resume",
          "quiet",
          "digest",
          "language",
          "timezone",
          "shops",
          "invite",
          "export",
          "test",
          "pin",
          "stop",
          "privacy",
          "help");

  /** With API v2, a log-in ends with a pin. */
  private static final List<String> ORDER_WITH_PIN =
      List.of(
          "start",
          "pin",
          "status",
          "shops",
          "invite",
          "settings",
          "pause",
          "resume",
          "quiet",
          "digest",
          "language",
          "timezone",
          "test",
          "stop",
          "privacy",
          "help");

  /** Bot API, setMyCommands and BotCommand. */
  private static final Pattern LANGUAGE_OF_MENU = Pattern.compile("[a-z]{2}");

  private static final int MOST = 100;

  private static final int LONGEST_LINE = 256;

  /** As many and as long as fit into the message beside the bundled ones. */
  private static final int MOST_MORE = 20;

  private static final int LONGEST_MORE = 100;

  private final Supplier<Map<String, String>> commands;
  private final Messages messages;
  private final BotCalls telegram;
  private final List<String> order;
  private Map<String, List<Line>> announced = Map.of();
  private int rest;

  /**
   * A command and its line in plain words.
   *
   * @param line at least one character
   */
  record Line(String command, String line) {}

  /**
   * Announces these.
   *
   * @param commands what there are now, each with the description of its route
   * @param stock whether a log-in ends in the browser, as with API v3
   */
  public CommandMenu(
      Supplier<Map<String, String>> commands, Messages messages, BotCalls telegram, boolean stock) {
    this.commands = commands;
    this.messages = messages;
    this.telegram = telegram;
    this.order = stock ? ORDER : ORDER_WITH_PIN;
  }

  /**
   * Tells Telegram the menu, if it is another one than was told last. What Telegram does not take
   * is told again some calls later.
   */
  public synchronized void announce() {
    Map<String, List<Line>> menu = menus();
    if (menu.equals(announced)) {
      return;
    }
    if (rest > 0) {
      rest--;
      return;
    }
    try {
      menu.forEach(this::announce);
      announced = menu;
    } catch (TelegramFailure | TelegramUnreachable e) {
      rest = CALLS_TO_REST;
      LOG.warn("The menu of commands is not up to date: {}", e.getMessage());
    }
  }

  /** The menu by language; the English one is also of all languages that there are no words for. */
  private Map<String, List<Line>> menus() {
    return messages.languages().stream()
        .filter(language -> LANGUAGE_OF_MENU.matcher(language).matches())
        .collect(Collectors.toMap(Function.identity(), this::lines));
  }

  private void announce(String language, List<Line> menu) {
    List<Map<String, String>> lines =
        menu.stream()
            .map(line -> Map.of("command", line.command(), "description", line.line()))
            .toList();
    telegram.call(
        "setMyCommands",
        language.equals("en")
            ? Map.of("commands", lines)
            : Map.of("commands", lines, "language_code", language));
  }

  /** The menu: the bundled commands first, then an operator's own by name. */
  List<Line> lines(@Nullable String language) {
    return commands.get().entrySet().stream()
        .sorted(Comparator.comparing(command -> place(command.getKey())))
        .limit(MOST)
        .map(
            command ->
                new Line(
                    command.getKey(),
                    AlertText.cut(
                        line(language, command.getKey(), command.getValue()), LONGEST_LINE)))
        .toList();
  }

  /** An operator's own commands, in the language of the person. */
  List<Line> more(ChatRequest request) {
    List<Line> more = new ArrayList<>();
    commands
        .get()
        .forEach(
            (command, description) -> {
              if (place(command) == order.size() && more.size() < MOST_MORE) {
                more.add(
                    new Line(
                        command,
                        AlertText.cut(
                            line(request.language(), command, description), LONGEST_MORE)));
              }
            });
    return more;
  }

  private int place(String command) {
    int place = order.indexOf(command);
    return place < 0 ? order.size() : place;
  }

  private String line(@Nullable String language, String command, String description) {
    return messages
        .word(language, "command." + command)
        .filter(word -> !word.isBlank())
        .orElse(description.isEmpty() ? command : description);
  }
}
