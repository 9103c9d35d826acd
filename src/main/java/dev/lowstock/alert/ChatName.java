package dev.lowstock.alert;

import dev.lowstock.alert.Messages.Html;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A chat as it is named to people who have to know whose it is. Our own words say whether it is a
 * group; what the chat calls itself stands in quotation marks and cannot look like these words.
 *
 * @param isGroup false for a private chat
 * @param name what the chat calls itself
 * @param handle with its @, as Telegram gave it; empty if there is none
 */
public record ChatName(boolean isGroup, String name, String handle) {
  private static final Pattern WITH_HANDLE = Pattern.compile("(?:.* )?(@[A-Za-z0-9_]{1,32})");

  /** Those that our languages put around a name: a chat that is called so cannot end them. */
  private static final String QUOTES = "[“”„‟«»‹›]";

  /**
   * Reads what is kept of a chat.
   *
   * @param address Telegram's id of it; those of groups are negative (Bot API, Chat)
   * @param kept its name, with a handle behind the only @ in it; may be missing
   */
  public static ChatName of(String address, @Nullable String kept) {
    String all = kept == null ? "" : kept.replaceAll("\\s+", " ").strip();
    boolean group = address.startsWith("-");
    Matcher withHandle = WITH_HANDLE.matcher(all);
    boolean hasHandle = !group && withHandle.matches();
    String name = (hasHandle ? all.substring(0, withHandle.start(1)) : all).replaceAll(QUOTES, "'");
    String handle = hasHandle ? all.substring(withHandle.start(1)) : "";
    name = name.strip();
    return new ChatName(
        group, name.isEmpty() && handle.isEmpty() ? "Telegram " + address : name, handle);
  }

  /**
   * To somebody who is asked whether it is theirs.
   *
   * @param bot the username of whom a private chat is with; empty where that is not known
   * @param readers how many people read in a group, where that is known
   */
  public Object asked(
      Messages messages,
      @Nullable String language,
      Optional<String> bot,
      Optional<Integer> readers) {
    if (!isGroup) {
      return bot.map(with -> html(messages, language, "chat.mine", "bot", with))
          .orElseGet(() -> html(messages, language, "chat.mineUnknown", "bot", ""));
    }
    return readers
        .map(count -> html(messages, language, "chat.group", "count", count))
        .orElseGet(() -> told(messages, language));
  }

  /** To others. */
  public Object told(Messages messages, @Nullable String language) {
    return html(messages, language, isGroup ? "chat.groupUnknown" : "chat.private", "count", "");
  }

  private Object html(
      Messages messages, @Nullable String language, String key, String more, Object value) {
    Object who =
        handle.isEmpty()
            ? messages.html(language, "chat.name", Map.of("name", name))
            : name.isEmpty()
                ? new Html("<b>" + Messages.escape(handle) + "</b>")
                : messages.html(
                    language, "chat.nameAndHandle", Map.of("name", name, "handle", handle));
    return messages.html(language, key, Map.of("who", who, more, value));
  }
}
