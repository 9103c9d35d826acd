package dev.lowstock.telegram;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked of the bot, read from an update of any kind (Bot API, Update).
 *
 * @param answer names the route that answers it: {@code direct:answer-<answer>}
 * @param address the chat's id
 * @param userId who asked; anonymous admins and channels have a stand-in or none
 * @param argument what stood behind the command, or the whole text; may be empty
 * @param callbackId of a pressed button, to be answered
 * @param newAddress the id that a group has as a supergroup
 * @param inGroup false in a private chat
 * @param isAdmin true for an admin who writes as the group itself; other admins have to be asked
 *     for
 */
public record ChatRequest(
    String answer,
    String address,
    String userId,
    @Nullable String language,
    String argument,
    @Nullable String callbackId,
    @Nullable Long messageId,
    @Nullable String newAddress,
    boolean inGroup,
    boolean isAdmin) {

  private static final Set<String> COMMANDS =
      Set.of("start", "pin", "help", "status", "test", "stop", "privacy");

  /** Answers of buttons, as their {@code callback_data} names them. */
  private static final Set<String> ACTIONS = Set.of("keep", "forget");

  private static final Set<String> OUTSIDE = Set.of("left", "kicked");

  private static final int LONGEST_ARGUMENT = 2000;

  /**
   * Reads an update; one that asks nothing of us has the answer {@code nothing}.
   *
   * @param botName gives our username: commands for other bots are not ours
   */
  static ChatRequest of(Map<String, Object> update, Supplier<String> botName) {
    Map<?, ?> message = map(update.get("message"));
    Map<?, ?> pressed = map(update.get("callback_query"));
    Map<?, ?> member = map(update.get("my_chat_member"));
    if (!pressed.isEmpty()) {
      return ofButton(pressed);
    }
    if (!member.isEmpty()) {
      String status = text(map(member.get("new_chat_member")).get("status"));
      return plain(
          member,
          OUTSIDE.contains(status) ? "blocked" : status.isEmpty() ? "nothing" : "unblocked");
    }
    if (message.isEmpty()) {
      return plain(message, "nothing");
    }
    if (message.get("migrate_to_chat_id") != null) {
      return moved(message);
    }
    return ofText(message, botName);
  }

  private static ChatRequest ofText(Map<?, ?> message, Supplier<String> botName) {
    String text = text(message.get("text")).strip();
    // An anonymous admin comes as a stand-in bot; sender_chat tells the truth (Bot API, Message).
    boolean fromBot =
        Boolean.TRUE.equals(map(message.get("from")).get("is_bot")) && !isAnonymousAdmin(message);
    if (text.isEmpty() || text.length() > LONGEST_ARGUMENT || fromBot) {
      return plain(message, "nothing");
    }
    boolean alone = !inGroup(message);
    if (!text.startsWith("/")) {
      return with(message, alone ? "text" : "overheard", text);
    }
    List<String> words = List.of(text.split("\\s+", 2));
    List<String> command = List.of(words.get(0).substring(1).split("@", 2));
    if (command.size() == 2 && !command.get(1).equalsIgnoreCase(botName.get())) {
      return plain(message, "nothing");
    }
    String name = command.get(0).toLowerCase(Locale.ROOT);
    String argument = words.size() == 2 ? words.get(1).strip() : "";
    if (COMMANDS.contains(name)) {
      return with(message, name, argument);
    }
    // In a group, a command without a name may be meant for another bot.
    return plain(message, alone || command.size() == 2 ? "unknown" : "nothing");
  }

  private static ChatRequest ofButton(Map<?, ?> pressed) {
    Map<?, ?> message = map(pressed.get("message"));
    Map<?, ?> from = map(pressed.get("from"));
    String data = text(pressed.get("data"));
    String address = text(map(message.get("chat")).get("id"));
    return new ChatRequest(
        ACTIONS.contains(data) && !address.isEmpty() ? data : "pressed",
        address,
        text(from.get("id")),
        language(from),
        "",
        text(pressed.get("id")),
        message.get("message_id") instanceof Number id ? id.longValue() : null,
        null,
        inGroup(message),
        false);
  }

  private static ChatRequest moved(Map<?, ?> message) {
    String address = text(map(message.get("chat")).get("id"));
    String newAddress = text(message.get("migrate_to_chat_id"));
    return address.isEmpty() || newAddress.isEmpty()
        ? plain(message, "nothing")
        : new ChatRequest("moved", address, "", null, "", null, null, newAddress, true, false);
  }

  private static ChatRequest plain(Map<?, ?> message, String answer) {
    return with(message, answer, "");
  }

  private static ChatRequest with(Map<?, ?> message, String answer, String argument) {
    String address = text(map(message.get("chat")).get("id"));
    Map<?, ?> from = map(message.get("from"));
    return new ChatRequest(
        address.isEmpty() ? "nothing" : answer,
        address,
        text(from.get("id")),
        language(from),
        argument,
        null,
        null,
        null,
        inGroup(message),
        isAnonymousAdmin(message));
  }

  private static boolean inGroup(Map<?, ?> message) {
    return !"private".equals(text(map(message.get("chat")).get("type")));
  }

  private static boolean isAnonymousAdmin(Map<?, ?> message) {
    String sender = text(map(message.get("sender_chat")).get("id"));
    return !sender.isEmpty() && sender.equals(text(map(message.get("chat")).get("id")));
  }

  private static @Nullable String language(Map<?, ?> from) {
    String language = text(from.get("language_code"));
    return language.matches("[A-Za-z-]{2,35}") ? language : null;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(@Nullable Object value) {
    return value instanceof String || value instanceof Number ? value.toString() : "";
  }
}
