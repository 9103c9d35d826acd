package dev.lowstock.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADA =
      "\"from\":{\"id\":1001,\"is_bot\":false,\"first_name\":\"Ada\",\"language_code\":\"en-GB\"}";
  private static final String ALONE = "\"chat\":{\"id\":1001,\"type\":\"private\"}";
  private static final String GROUP =
      "\"chat\":{\"id\":-1004001,\"type\":\"supergroup\",\"title\":\"Mugs\"}";

  @ParameterizedTest
  @ValueSource(strings = {"start", "pin", "help", "status", "test", "stop", "privacy"})
  void commandIsAnsweredByTheRouteOfItsName(String command) {
    assertThat(said("/" + command).answer()).isEqualTo(command);
    assertThat(inGroup("/" + command).answer()).isEqualTo(command);
    assertThat(inGroup("/" + command + "@LowstockBot").answer()).isEqualTo(command);
  }

  @Test
  void requestKnowsChatUserAndLanguage() {
    ChatRequest request = inGroup("/status");

    assertThat(request.address()).isEqualTo("-1004001");
    assertThat(request.userId()).isEqualTo("1001");
    assertThat(request.language()).isEqualTo("en-GB");
  }

  @ParameterizedTest
  @CsvSource({
    "/pin 12345678, 12345678",
    "/PIN   12345678  , 12345678",
    "/pin@lowstockbot 12345678, 12345678",
    "/pin 1234 5678, 1234 5678",
    "/pin, ''",
  })
  void whatStandsBehindACommandIsItsArgument(String text, String argument) {
    ChatRequest request = said(text);

    assertThat(request.answer()).isEqualTo("pin");
    assertThat(request.argument()).isEqualTo(argument);
  }

  @Test
  void lineBreakEndsACommandToo() {
    assertThat(said("/pin\\n12345678").argument()).isEqualTo("12345678");
  }

  @Test
  void deepLinkIsAStart() {
    assertThat(said("/start c2VsbGVy").answer()).isEqualTo("start");
  }

  @Test
  void commandForAnotherBotIsNotOurs() {
    assertThat(inGroup("/start@OtherBot").answer()).isEqualTo("nothing");
    assertThat(said("/start@OtherBot").answer()).isEqualTo("nothing");
    assertThat(inGroup("/start@").answer()).isEqualTo("nothing");
  }

  @Test
  void unknownCommandIsAnsweredWhereItCanOnlyBeForUs() {
    assertThat(said("/sell").answer()).isEqualTo("unknown");
    assertThat(said("/").answer()).isEqualTo("unknown");
    assertThat(inGroup("/sell").answer()).isEqualTo("nothing");
    assertThat(inGroup("/sell@LowstockBot").answer()).isEqualTo("unknown");
  }

  @Test
  void nameIsAskedForOnlyWhenACommandNamesABot() {
    AtomicInteger asked = new AtomicInteger();
    ChatRequests requests =
        new ChatRequests(
            () -> {
              asked.incrementAndGet();
              return "LowstockBot";
            });

    requests.read(message(ALONE, "/start"));
    assertThat(asked).hasValue(0);
    requests.read(message(ALONE, "/start@LowstockBot"));
    requests.read(message(ALONE, "/start@LowstockBot"));
    assertThat(asked).hasValue(1);
  }

  @Test
  void commandThatNamesABotFailsWhileTelegramDoesNotSayOurName() {
    AtomicInteger asked = new AtomicInteger();
    ChatRequests requests =
        new ChatRequests(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw TelegramTroubles.broken();
              }
              return "LowstockBot";
            });

    assertThatThrownBy(() -> requests.read(message(ALONE, "/start@LowstockBot")))
        .isInstanceOf(TelegramFailure.class);
    assertThat(requests.read(message(ALONE, "/start@LowstockBot")).answer()).isEqualTo("start");
  }

  @Test
  void textWithoutACommandMayBeAPin() {
    assertThat(said("12345678").answer()).isEqualTo("text");
    assertThat(said("12345678").argument()).isEqualTo("12345678");
    assertThat(inGroup("12345678").answer()).isEqualTo("overheard");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"photo\":[{\"file_id\":\"x\"}],\"caption\":\"/start\"",
        "\"sticker\":{\"emoji\":\"☕\"}",
        "\"new_chat_members\":[{\"id\":1}]",
        "\"group_chat_created\":true",
        "\"text\":\"\"",
        "\"text\":\"  \\n \"",
        "\"text\":null",
        "\"text\":[\"/start\"]",
        "\"text\":{\"a\":1}",
      })
  void messageWithoutTextAsksNothing(String content) {
    assertThat(read("{\"update_id\":1,\"message\":{" + ALONE + "," + ADA + "," + content + "}}"))
        .extracting(ChatRequest::answer)
        .isEqualTo("nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_message",
        "inline_query",
        "poll",
        "chat_member",
        "message_reaction",
        "something_new",
      })
  void otherKindsOfUpdatesAskNothing(String kind) {
    assertThat(
            read(
                "{\"update_id\":1,\""
                    + kind
                    + "\":{"
                    + ALONE
                    + ","
                    + ADA
                    + ",\"text\":\"/start\"}}"))
        .extracting(ChatRequest::answer)
        .isEqualTo("nothing");
  }

  @Test
  void anotherBotIsNotAnswered() {
    assertThat(
            read(
                "{\"message\":{"
                    + GROUP
                    + ",\"from\":{\"id\":7,\"is_bot\":true},\"text\":\"/start\"}}"))
        .extracting(ChatRequest::answer)
        .isEqualTo("nothing");
  }

  @Test
  void messageWithoutASenderIsAnsweredInItsChat() {
    ChatRequest request = read("{\"message\":{" + GROUP + ",\"text\":\"/status\"}}");

    assertThat(request.answer()).isEqualTo("status");
    assertThat(request.userId()).isEmpty();
    assertThat(request.language()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "null", "[]", "7", "{\"type\":\"private\"}", "{\"id\":null}", "{\"id\":{}}"})
  void messageWithoutAChatAsksNothing(String chat) {
    assertThat(read("{\"message\":{\"chat\":" + chat + "," + ADA + ",\"text\":\"/start\"}}"))
        .extracting(ChatRequest::answer)
        .isEqualTo("nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"update_id\":1}",
        "{\"message\":null}",
        "{\"message\":7}",
        "{\"message\":\"/start\"}",
        "{\"message\":[]}",
        "{\"callback_query\":null,\"my_chat_member\":[]}",
        "{\"my_chat_member\":{\"new_chat_member\":{\"status\":\"kicked\"}}}",
        "{\"my_chat_member\":{\"chat\":{\"id\":1001},\"new_chat_member\":7}}",
      })
  void updateOfAnotherShapeAsksNothing(String update) {
    assertThat(read(update).answer()).isEqualTo("nothing");
  }

  @Test
  void hugeTextAsksNothing() {
    assertThat(said("x".repeat(2001)).answer()).isEqualTo("nothing");
    assertThat(said("/pin " + "9".repeat(100_000)).answer()).isEqualTo("nothing");
    assertThat(said("/" + "pin".repeat(600)).answer()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"<b>\"",
        "\"e\"",
        "7",
        "{}",
        "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
        "\"de\\n\""
      })
  void languageThatIsNoneIsLeftOut(String language) {
    ChatRequest request =
        read(
            "{\"message\":{"
                + ALONE
                + ",\"from\":{\"id\":1001,\"language_code\":"
                + language
                + "},\"text\":\"/start\"}}");

    assertThat(request.answer()).isEqualTo("start");
    assertThat(request.language()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "kicked, blocked",
    "left, blocked",
    "member, unblocked",
    "administrator, unblocked",
    "restricted, unblocked",
  })
  void blockingAndUnblockingTheBotIsNoticed(String status, String answer) {
    ChatRequest request =
        read(
            "{\"my_chat_member\":{%s,%s,\"new_chat_member\":{\"status\":\"%s\"}}}"
                .formatted(ALONE, ADA, status));

    assertThat(request.answer()).isEqualTo(answer);
    assertThat(request.address()).isEqualTo("1001");
  }

  @Test
  void groupThatBecomesASupergroupIsNoticedOnce() {
    ChatRequest request =
        read(
            "{\"message\":{\"chat\":{\"id\":-4001,\"type\":\"group\"},"
                + "\"migrate_to_chat_id\":-1004001}}");

    assertThat(request.answer()).isEqualTo("moved");
    assertThat(request.address()).isEqualTo("-4001");
    assertThat(request.newAddress()).isEqualTo("-1004001");
    assertThat(read("{\"message\":{" + GROUP + ",\"migrate_from_chat_id\":-4001}}").answer())
        .isEqualTo("nothing");
  }

  @Test
  void moveWithoutAnIdIsNone() {
    assertThat(
            read("{\"message\":{\"chat\":{\"id\":-4001},\"migrate_to_chat_id\":{\"id\":1}}}")
                .answer())
        .isEqualTo("nothing");
    assertThat(read("{\"message\":{\"migrate_to_chat_id\":-1004001}}").answer())
        .isEqualTo("nothing");
  }

  @ParameterizedTest
  @CsvSource({"keep, keep", "forget, forget", "other, pressed", "'', pressed", "FORGET, pressed"})
  void buttonIsAnsweredByTheRouteOfItsAction(String data, String answer) {
    ChatRequest request =
        pressed("\"message\":{\"message_id\":77," + ALONE + "},\"data\":\"" + data + "\"");

    assertThat(request.answer()).isEqualTo(answer);
    assertThat(request.address()).isEqualTo("1001");
    assertThat(request.userId()).isEqualTo("1001");
    assertThat(request.callbackId()).isEqualTo("4382bfdwdsb323b2d9");
    assertThat(request.messageId()).isEqualTo(77);
  }

  @Test
  void buttonOfAMessageTooOldToBeSeenWorksAllTheSame() {
    ChatRequest request =
        pressed("\"message\":{\"message_id\":77,\"date\":0," + ALONE + "},\"data\":\"forget\"");

    assertThat(request.answer()).isEqualTo("forget");
  }

  @Test
  void buttonWithoutAChatForgetsNothing() {
    for (String content :
        new String[] {
          "\"inline_message_id\":\"x\",\"data\":\"forget\"",
          "\"message\":null,\"data\":\"forget\"",
          "\"message\":{\"chat\":[]},\"data\":\"keep\"",
          "\"data\":{\"action\":\"forget\"}",
        }) {
      ChatRequest request = pressed(content);
      assertThat(request.answer()).as(content).isEqualTo("pressed");
      assertThat(request.messageId()).isNull();
    }
  }

  private static ChatRequest said(String text) {
    return ChatRequest.of(message(ALONE, text), () -> "LowstockBot");
  }

  private static ChatRequest inGroup(String text) {
    return ChatRequest.of(message(GROUP, text), () -> "LowstockBot");
  }

  private static ChatRequest pressed(String content) {
    return read(
        "{\"update_id\":1,\"callback_query\":{\"id\":\"4382bfdwdsb323b2d9\","
            + ADA
            + ","
            + content
            + "}}");
  }

  private static Map<String, Object> message(String chat, String text) {
    return map(
        "{\"update_id\":1,\"message\":{" + chat + "," + ADA + ",\"text\":\"" + text + "\"}}");
  }

  private static ChatRequest read(String update) {
    return ChatRequest.of(map(update), () -> "LowstockBot");
  }

  private static Map<String, Object> map(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
