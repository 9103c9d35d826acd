package dev.lowstock.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.telegram.TelegramTroubles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PressesTest {
  private final Map<String, Map<String, ?>> calls = new LinkedHashMap<>();
  private final Presses presses =
      new Presses(
          (method, parameters) -> {
            calls.put(method, parameters);
            return true;
          });

  @Test
  void pressIsAnsweredAndTheButtonsAreTakenAway() {
    presses.endAndTakeAway(pressed("press", 77L));

    assertThat(calls.get("answerCallbackQuery")).isEqualTo(Map.of("callback_query_id", "press"));
    assertThat(calls.get("editMessageReplyMarkup"))
        .isEqualTo(Map.of("chat_id", "1001", "message_id", 77L));
  }

  @Test
  void whatWasNotPressedIsNotEnded() {
    presses.endAndTakeAway(pressed(null, null));

    assertThat(calls).isEmpty();
  }

  @Test
  void whatTelegramSaysToItIsOfNoWeight() {
    Presses refused =
        new Presses(
            (method, parameters) -> {
              calls.put(method, parameters);
              throw TelegramTroubles.broken();
            });

    refused.endAndTakeAway(pressed("press", 77L));

    assertThat(calls).containsOnlyKeys("answerCallbackQuery", "editMessageReplyMarkup");
  }

  private static ChatRequest pressed(@Nullable String callbackId, @Nullable Long messageId) {
    return new ChatRequest(
        "keep", "1001", "1001", null, "", callbackId, messageId, null, false, false, "");
  }
}
