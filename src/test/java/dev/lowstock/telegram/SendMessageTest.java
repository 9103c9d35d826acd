package dev.lowstock.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendMessageTest {
  private final SendMessage sendMessage = new SendMessage();

  @Test
  void messageGoesOutAsHtmlWithoutAPreviewOfItsLinks() {
    OutgoingMethod call = sendMessage.html("1001", new Message("<b>Sold out</b>", List.of()));

    assertThat(call.method()).isEqualTo("sendMessage");
    assertThat(call.parameters(null))
        .isEqualTo(
            Map.of(
                "chat_id", "1001",
                "text", "<b>Sold out</b>",
                "parse_mode", "HTML",
                "link_preview_options", Map.of("is_disabled", true)));
  }

  @Test
  void messageToATopicNamesItWithAndWithoutMarkup() {
    Message message = new Message("<b>Sold out</b>", List.of());

    assertThat(sendMessage.html("1001", 17L, message).parameters(null))
        .containsEntry("chat_id", "1001")
        .containsEntry("message_thread_id", 17L);
    assertThat(sendMessage.plain("1001", 17L, message).parameters(null))
        .containsEntry("text", "Sold out")
        .containsEntry("message_thread_id", 17L);
    assertThat(sendMessage.html("1001", null, message).parameters(null))
        .isEqualTo(sendMessage.html("1001", message).parameters(null));
  }

  @Test
  void buttonsOpenAPageOrPressBack() {
    Message message =
        new Message(
            "Blue mug",
            List.of(
                List.of(Button.link("Open listing", "https://www.etsy.com/listing/1")),
                List.of(Button.action("Yes", "forget"))));

    assertThat(sendMessage.html("1001", message).parameters(null).get("reply_markup"))
        .isEqualTo(
            Map.of(
                "inline_keyboard",
                List.of(
                    List.of(
                        Map.of("text", "Open listing", "url", "https://www.etsy.com/listing/1")),
                    List.of(Map.of("text", "Yes", "callback_data", "forget")))));
  }

  @Test
  void plainTextHasNeitherMarkupNorButtons() {
    Message message =
        new Message(
            "<b>Sold out:</b> Ada&quot;s &lt;mug&gt; &amp; co",
            List.of(List.of(Button.action("Yes", "forget"))));

    assertThat(sendMessage.plain("1001", message).parameters(null))
        .containsEntry("text", "Sold out: Ada\"s <mug> & co")
        .doesNotContainKeys("parse_mode", "reply_markup");
  }
}
