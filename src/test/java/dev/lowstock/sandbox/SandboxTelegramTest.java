package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the real Bot API that the bot relies on. */
class SandboxTelegramTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Person ada = telegram.person("Ada").knowsTheBot();

  @AfterEach
  void close() {
    telegram.close();
  }

  @Test
  void updatesComeAgainUntilAHigherOffsetConfirmsThem() {
    ada.says("one").says("two");

    long first = poll(Map.of()).get(0).get("update_id").asLong();

    assertThat(poll(Map.of())).hasSize(2);
    assertThat(poll(Map.of("offset", first))).hasSize(2);
    assertThat(poll(Map.of("offset", first + 1))).hasSize(1);
    assertThat(poll(Map.of())).hasSize(1);
    assertThat(poll(Map.of("offset", first + 2))).isEmpty();
  }

  @Test
  void limitIsKept() {
    ada.says("one").says("two");

    assertThat(poll(Map.of("limit", 1))).hasSize(1);
  }

  @Test
  void allowedKindsAreRememberedForLaterUpdates() {
    poll(Map.of("allowed_updates", List.of("message")));
    ada.blocksTheBot().unblocksTheBot().says("Hello");

    assertThat(poll(Map.of())).hasSize(1);
  }

  @Test
  void longPollEndsWithTheFirstUpdate() {
    CompletableFuture<JsonNode> poll = start("getUpdates", Map.of("timeout", 30));
    telegram.awaitRequest(request -> true, Duration.ofSeconds(5));

    ada.says("Hello");

    assertThat(poll.join().get("result")).hasSize(1);
  }

  @Test
  void secondPollCutsTheFirstOff() {
    CompletableFuture<JsonNode> first = start("getUpdates", Map.of("timeout", 30));
    telegram.awaitRequest(request -> true, Duration.ofSeconds(5));

    call("getUpdates", Map.of("timeout", 0));

    assertThat(first.join().get("error_code").asInt()).isEqualTo(409);
  }

  @Test
  void pollingIsRefusedWhileAWebhookIsSet() {
    call("setWebhook", Map.of("url", "https://bot.example/hook"));

    assertThat(call("getUpdates", Map.of()).get("description").asText()).contains("webhook");
    call("deleteWebhook", Map.of());
    assertThat(call("getUpdates", Map.of()).get("ok").asBoolean()).isTrue();
  }

  @Test
  void botCannotWriteFirst() {
    Person stranger = telegram.person("Stranger");

    assertThat(sendTo(stranger.chatId(), "Hello").get("error_code").asInt()).isEqualTo(403);
    assertThat(sendTo(4711, "Hello").get("description").asText()).contains("chat not found");
  }

  @Test
  void lengthIsCountedWithoutTags() {
    String longest = "x".repeat(4096);

    assertThat(sendTo(ada.chatId(), longest).get("ok").asBoolean()).isTrue();
    assertThat(sendTo(ada.chatId(), longest + "x").get("description").asText())
        .contains("message is too long");
    JsonNode bold =
        call(
            "sendMessage",
            Map.of(
                "chat_id", ada.chatId(), "parse_mode", "HTML", "text", "<b>" + longest + "</b>"));
    assertThat(bold.get("ok").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\": \"Nothing happens\"}",
        "{\"text\": \"Both\", \"url\": \"https://etsy.com\", \"callback_data\": \"x\"}",
        "{\"text\": \"Where?\", \"url\": \"etsy.com\"}",
        "{\"text\": \"Long\", \"callback_data\":" + " \"ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß\"}",
        "{\"callback_data\": \"x\"}"
      })
  void badButtonIsRefused(String button) {
    JsonNode answer =
        call(
            "sendMessage",
            Map.of(
                "chat_id",
                ada.chatId(),
                "text",
                "Blue mug",
                "reply_markup",
                "{\"inline_keyboard\": [[" + button + "]]}"));

    assertThat(answer.get("error_code").asInt()).isEqualTo(400);
    assertThat(ada.messages()).isEmpty();
  }

  @Test
  void pressedButtonIsAnsweredOnce() {
    call(
        "sendMessage",
        Map.of(
            "chat_id",
            ada.chatId(),
            "text",
            "Blue mug",
            "reply_markup",
            Map.of(
                "inline_keyboard",
                List.of(List.of(Map.of("text", "Snooze", "callback_data", "s"))))));
    ada.presses("Snooze");
    String id = poll(Map.of()).get(0).at("/callback_query/id").asText();

    Map<String, Object> answer = Map.of("callback_query_id", id, "text", "Until noon");
    assertThat(call("answerCallbackQuery", answer).get("ok").asBoolean()).isTrue();
    assertThat(call("answerCallbackQuery", answer).get("description").asText())
        .contains("query is too old");
    assertThat(ada.toasts()).containsExactly("Until noon");
  }

  @Test
  void tooManyMessagesAreRefusedWithAPause() {
    telegram.limitSends(1, 30);

    sendTo(ada.chatId(), "one");
    JsonNode second = sendTo(ada.chatId(), "two");

    assertThat(second.at("/parameters/retry_after").asInt()).isEqualTo(1);
    assertThat(ada.messages()).hasSize(1);
  }

  @Test
  void lostAnswerLeavesTheMessageInTheChat() {
    telegram.failNext(1, "sendMessage", new TelegramFault.LosesAnswer());

    assertThat(start("sendMessage", Map.of("chat_id", ada.chatId(), "text", "Hello")))
        .failsWithin(Duration.ofSeconds(5));
    assertThat(ada.messages()).hasSize(1);
  }

  @Test
  void messageGoesToATopicThatIsThere() {
    GroupChat club = telegram.group("Mug club", ada).becomesSupergroup();
    long topic = club.opensTopic("Stock");

    assertThat(sendTo(club.chatId(), topic).at("/result/is_topic_message").asBoolean()).isTrue();
    assertThat(sendTo(club.chatId(), topic + 1).get("description").asText())
        .isEqualTo("Bad Request: message thread not found");
    club.deletesTopic(topic);
    assertThat(sendTo(club.chatId(), topic).get("error_code").asInt()).isEqualTo(400);
    assertThat(club.messages()).extracting(ChatMessage::topic).containsExactly(Optional.of(topic));
  }

  @Test
  void unknownMethodIsNotFound() {
    assertThat(call("sendMug", Map.of()).get("error_code").asInt()).isEqualTo(404);
  }

  private JsonNode sendTo(long chatId, long topic) {
    return call(
        "sendMessage", Map.of("chat_id", chatId, "message_thread_id", topic, "text", "Hello"));
  }

  private JsonNode sendTo(long chatId, String text) {
    return call("sendMessage", Map.of("chat_id", chatId, "text", text));
  }

  private JsonNode poll(Map<String, Object> parameters) {
    return call("getUpdates", parameters).get("result");
  }

  private JsonNode call(String method, Map<String, Object> parameters) {
    return start(method, parameters).join();
  }

  private CompletableFuture<JsonNode> start(String method, Map<String, Object> parameters) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(telegram.baseUri() + "/bot" + SandboxTelegram.TOKEN + "/" + method))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(parameters)))
              .build();
      return client
          .sendAsync(request, HttpResponse.BodyHandlers.ofString())
          .thenApply(answer -> read(answer.body()));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
