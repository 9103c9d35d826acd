package dev.lowstock.telegram;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One update as it came, and what can be told of it: any part may be missing or of another form.
 */
record ReceivedUpdate(Map<?, ?> content) {
  private static final Pattern KIND = Pattern.compile("[a-z_]{1,40}");

  /** Nothing without a number can be confirmed or told apart from its repetition. */
  static Optional<ReceivedUpdate> of(Object element) {
    return element instanceof Map<?, ?> map && isNumber(map.get("update_id"))
        ? Optional.of(new ReceivedUpdate(map))
        : Optional.empty();
  }

  long id() {
    return content.get("update_id") instanceof Number id ? id.longValue() : 0;
  }

  /** The one field beside the number (Bot API, "Update"). */
  String kind() {
    return content.keySet().stream()
        .map(String::valueOf)
        .filter(name -> !name.equals("update_id") && KIND.matcher(name).matches())
        .findFirst()
        .orElse("unknown");
  }

  Optional<String> chatId() {
    Map<?, ?> subject = subject();
    Map<?, ?> message = subject.containsKey("chat") ? subject : map(subject, "message");
    return text(map(message, "chat").get("id"));
  }

  Optional<String> userId() {
    return text(map(subject(), "from").get("id"));
  }

  /** Updates of one lane are dealt with in their order. */
  String lane() {
    return chatId().or(this::userId).orElse("");
  }

  private Map<?, ?> subject() {
    return map(content, kind());
  }

  /**
   * A negative offset would throw away what waits (Bot API, "getUpdates"), and the offset after the
   * largest number is negative.
   */
  private static boolean isNumber(@Nullable Object id) {
    return (id instanceof Integer || id instanceof Long)
        && ((Number) id).longValue() >= 0
        && ((Number) id).longValue() < Long.MAX_VALUE;
  }

  private static Map<?, ?> map(Map<?, ?> owner, String field) {
    return owner.get(field) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Optional<String> text(@Nullable Object id) {
    return id instanceof Number || id instanceof String
        ? Optional.of(id.toString())
        : Optional.empty();
  }
}
