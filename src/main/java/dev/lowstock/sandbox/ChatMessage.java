package dev.lowstock.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message of the bot as it stands in a chat now.
 *
 * @param text what people see
 * @param html what the bot sent
 * @param topic where it stands in a group with topics; empty in General
 * @param photo the picture's address or uploaded file, if there is one
 * @param parameters everything the bot sent, of the last edit if it was edited
 */
public record ChatMessage(
    long messageId,
    long chatId,
    Optional<Long> topic,
    String text,
    String html,
    List<ChatButton> buttons,
    Optional<String> photo,
    boolean edited,
    Map<String, Object> parameters) {

  /** The address of the picture that is shown above the text, if the bot wants one. */
  public Optional<String> preview() {
    return TelegramRequest.structure(parameters.get("link_preview_options"))
        .filter(Map.class::isInstance)
        .map(options -> ((Map<?, ?>) options).get("url"))
        .map(Object::toString);
  }

  boolean hasButton(String labelOrData) {
    return button(labelOrData).isPresent();
  }

  Optional<ChatButton> button(String labelOrData) {
    return buttons.stream()
        .filter(
            button ->
                button.label().equals(labelOrData)
                    || button.data().filter(labelOrData::equals).isPresent())
        .findFirst();
  }
}
