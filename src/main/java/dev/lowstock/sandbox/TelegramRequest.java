package dev.lowstock.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of the bot as it arrived.
 *
 * @param parameters as sent: Strings, Numbers, Maps, Lists, an {@link UploadedFile} for a file
 */
public record TelegramRequest(String method, Map<String, Object> parameters, Instant receivedAt) {

  public Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name)).map(Object::toString);
  }

  /** A whole number, written as one or as text: the Bot API takes both. */
  public Optional<Long> number(String name) {
    return text(name)
        .map(
            written -> {
              try {
                return Long.parseLong(written);
              } catch (NumberFormatException e) {
                throw TelegramRefusal.badRequest(name + " is not a number");
              }
            });
  }

  /** A structure, written as one or as the text of its JSON: the Bot API takes both. */
  Optional<Object> structure(String name) {
    return structure(parameters.get(name));
  }

  static Optional<Object> structure(@Nullable Object value) {
    return Optional.ofNullable(value)
        .map(given -> given instanceof String json ? TelegramWire.json(json) : given);
  }
}
