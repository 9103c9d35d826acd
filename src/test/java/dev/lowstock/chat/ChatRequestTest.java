package dev.lowstock.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.telegram.TelegramFailure;
import dev.lowstock.telegram.TelegramTroubles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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

  @Test
  void chatIsCalledAsPeopleCallIt() {
    assertThat(named("{\"id\":1,\"type\":\"private\",\"first_name\":\"Ada\",\"username\":\"ada\"}"))
        .isEqualTo("Ada @ada");
    assertThat(named("{\"id\":1,\"type\":\"private\",\"first_name\":\"Ada\"}")).isEqualTo("Ada");
    assertThat(
            named(
                "{\"id\":-1,\"type\":\"supergroup\",\"title\":\"Mugs & Co\",\"username\":\"mugs\"}"))
        .isEqualTo("Mugs & Co");
    assertThat(named("{\"id\":1,\"type\":\"private\"}")).isEmpty();
    // A handle stands only where Telegram gave it.
    assertThat(named("{\"id\":1,\"type\":\"private\",\"first_name\":\"Ada @ada\"}"))
        .isEqualTo("Ada  ada");
    assertThat(named("{\"id\":-1,\"type\":\"group\",\"title\":\"Ada \uff20ada\"}"))
        .doesNotContainPattern("[@\uff20]");
    assertThat(
            named("{\"id\":1,\"type\":\"private\",\"first_name\":\"A\",\"username\":\"a (@ada)\"}"))
        .isEqualTo("A");
  }

  @Test
  void nameOfAChatIsOneShortLineThatTurnsNothingAround() {
    assertThat(named("{\"id\":1,\"type\":\"group\",\"title\":\" a\\n\\u202eb\\u0000\\u2028c \"}"))
        .isEqualTo("a b c");
    String longest = "x".repeat(300);
    assertThat(named("{\"id\":1,\"type\":\"group\",\"title\":\"" + longest + "\"}"))
        .hasSizeBetween(60, 64);
    assertThat(
            named(
                "{\"id\":1,\"type\":\"private\",\"first_name\":\""
                    + "\\ud83c\\udf75".repeat(60)
                    + "\",\"username\":\"ada\"}"))
        .endsWith(" @ada")
        .hasSizeLessThanOrEqualTo(65)
        .doesNotContain("?");
  }

  @Test
  void addressThatALogInEndsOnIsToldFromTalk() {
    assertThat(said("https://b.example/etsy/callback?code=1&state=2").holdsCallback()).isTrue();
    assertThat(said("https%3A%2F%2Fb.example%2F%3Fcode%3D1").holdsCallback()).isTrue();
    assertThat(said("https://b.example/?error=access_denied").holdsCallback()).isTrue();
    assertThat(said("what is the code?").holdsCallback()).isFalse();
    assertThat(said("12345678").mayBePin()).isTrue();
    assertThat(said("https://b.example/etsy/callback").mayBePin()).isTrue();
    assertThat(said("3f9a0b_2c-4d").mayBePin()).isTrue();
    for (String talk :
        new String[] {
          "what is the code?", "thanks!", "Thanks", "ok", "\ud83d\udc4d", "12", "10:30"
        }) {
      assertThat(said(talk).mayBePin()).as(talk).isFalse();
    }
    assertThat(said("/pin thanks!").holdsCode()).isFalse();
    assertThat(said("/pin 1234 5678").holdsCode()).isTrue();
    assertThat(said("/pin abcdefgh").holdsCode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "pin",
        "help",
        "status",
        "threshold",
        "restock",
        "settings",
        "quiet",
        "digest",
        "language",
        "timezone",
        "test",
        "stop",
        "privacy"
      })
  void commandIsAnsweredByTheRouteOfItsName(String command) {
    assertThat(said("/" + command).answer()).isEqualTo(command);
    assertThat(inGroup("/" + command).answer()).isEqualTo(command);
    assertThat(inGroup("/" + command + "@LowstockBot").answer()).isEqualTo(command);
  }

  @Test
  void languageThatAChatChoseCountsBeforeTelegrams() {
    ChatRequest request = inGroup("/status").speaking("fr").calling("status");

    assertThat(request.language()).isEqualTo("fr");
    assertThat(request.settingsChat().language()).isEqualTo("en-GB");
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
            },
            Bundled::ofV3,
            true);

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
            },
            Bundled::ofV3,
            true);

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

  // --- Thresholds and restocks ------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "/threshold 3, 3",
    "/THRESHOLD   003, 3",
    "/threshold off, 0",
    "/threshold Off, 0",
    "/threshold 0000, 0",
    "/threshold 999, 999",
    "/threshold 1000,",
    "/threshold -1,",
    "/threshold 2.5,",
    "/threshold three,",
    "/threshold 3 5,",
    "/threshold ٣, 3",
    "/threshold １２, 12",
    "/threshold\u00a03, 3",
    "/threshold\u202f\u20033\u00a0, 3",
    "/threshold: 3, 3",
    "/threshold:3, 3",
    "/threshold：３, 3",
    "/threshold@lowstockbot: 3, 3",
    "\u200e/threshold \u200f٣, 3",
    "/threshold 99999999999999999999,",
    "/threshold,",
  })
  void thresholdIsANumberFrom0To999(String text, @Nullable Integer count) {
    ChatRequest request = said(text);

    assertThat(request.answer()).isEqualTo("threshold");
    assertThat(request.count()).isEqualTo(count);
    assertThat(request.subject()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/restock on, true",
    "/restock OFF, false",
    "/restock yes, true",
    "/restock,",
    "/restock 1,",
    "'/restock on,off',"
  })
  void restockIsOnOrOff(String text, @Nullable Boolean wanted) {
    assertThat(said(text).answer()).isEqualTo("restock");
    assertThat(said(text).wanted()).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "status, status, ''",
    "threshold, threshold, ''",
    "threshold:3, threshold, 3",
    "thr:10000001:3, set-threshold, 10000001:3",
    "thr:all:0, set-threshold, all:0",
    "low:700000001, low, 700000001",
    "low:700000001:10, set-low, 700000001:10",
    "low:700000001:shop, set-low, 700000001:shop",
    "low:700000001:v, low, 700000001:v",
    "low:700000001:v21, low, 700000001:v21",
    "low:700000001:v21:3, set-low, 700000001:v21:3",
    "low:700000001:v21:shop, set-low, 700000001:v21:shop",
    "set, set, ''",
    "set:quiet, set, quiet",
    "set:zone:America/Argentina/ComodRivadavia, set, zone:America/Argentina/ComodRivadavia",
    "set:zone:+05:30, set, zone:+05:30",
    "set:zone:at-570, set, zone:at-570",
    "restock:on, restock, on",
    "restock:off, restock, off",
    "p:a0, page, a0",
    "p:f12:blue: mug, page, f12:blue: mug",
    "c:700000001, card, 700000001",
    "c:700000001:o3, card, 700000001:o3",
    "m:700000001:week, card-mute, 700000001:week",
    "m:700000001:back:f0:кружка, card-mute, 700000001:back:f0:кружка",
    "u:10000001, unlink, 10000001",
    "u:10000001:yes, set-unlink, 10000001:yes",
    "forget-all, forget-all, ''",
  })
  void buttonSaysWhatItIsAbout(String data, String answer, String argument) {
    ChatRequest request = pressedOn(data);

    assertThat(request.answer()).isEqualTo(answer);
    assertThat(request.argument()).isEqualTo(argument);
    assertThat(request.callbackId()).isEqualTo("4382bfdwdsb323b2d9");
  }

  @Test
  void buttonNamesSellerOrListingAndNumber() {
    assertThat(pressedOn("thr:10000001:3").subject()).isEqualTo(10_000_001);
    assertThat(pressedOn("thr:10000001:3").count()).isEqualTo(3);
    assertThat(pressedOn("thr:all:0").subject()).isNull();
    assertThat(pressedOn("thr:all:0").count()).isZero();
    assertThat(pressedOn("low:999999999999999999:shop").subject()).isEqualTo(999999999999999999L);
    assertThat(pressedOn("low:700000001:shop").count()).isNull();
    assertThat(pressedOn("low:700000001:shop").listing()).isEqualTo(700_000_001);
    assertThat(pressedOn("low:700000001").listing()).isEqualTo(700_000_001);
    assertThat(pressedOn("low:700000001").variation()).isNull();
    assertThat(pressedOn("low:700000001:v21:3").variation()).isEqualTo(21);
    assertThat(pressedOn("low:700000001:v21:3").listing()).isEqualTo(700_000_001);
    assertThat(pressedOn("low:700000001:v21:3").count()).isEqualTo(3);
    assertThat(pressedOn("threshold:7").count()).isEqualTo(7);
    assertThat(pressedOn("restock:off").wanted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "low",
        "low:",
        "low:x",
        "low:-1",
        "low:+1",
        "low: 1",
        "low:1 OR 1=1",
        "low:1:",
        "low:1:1000",
        "low:1:-1",
        "low:1:shops",
        "low:1:shop\\n",
        "low:1\\n",
        "low:1:2:3",
        "low:1:v:3",
        "low:1:vx:3",
        "low:1:v9999999999999999999",
        "set:",
        "set:Quiet",
        "set:quiet:",
        "set:quiet:22 7",
        "set:quiet:22\\n",
        "low:9999999999999999999",
        "low:٣",
        "thr",
        "thr:1",
        "thr::3",
        "thr:all",
        "thr:ALL:3",
        "thr:1:x",
        "thr:all:1000",
        "thr:99999999999999999999:1",
        "threshold:",
        "threshold:1000",
        "threshold:-1",
        "restock",
        "restock:",
        "restock:maybe",
        "p:",
        "p:x0",
        "p:a",
        "p:a00000",
        "p:a0:mug",
        "p:f0",
        "p:f0:",
        "p:f0:a word that is longer than a button",
        "p:f0:two\\nlines",
        "c:",
        "c:x",
        "c:1:",
        "c:1:x0",
        "m:1",
        "m:1:year",
        "m:1:day:",
        "u:",
        "u:x",
        "u:1:no",
        "u:1:yes:",
        "set-low",
        "set-threshold",
        "Status",
        "status:",
        "status ",
        "start",
        "blocked",
        "${body}",
      })
  void forgedButtonIsOnlyAPress(String data) {
    ChatRequest request = pressedOn(data);

    assertThat(request.answer()).isEqualTo("pressed");
    assertThat(request.argument()).isEmpty();
  }

  @Test
  void buttonWithoutAChatSetsNothing() {
    assertThat(pressed("\"inline_message_id\":\"x\",\"data\":\"thr:all:0\"").answer())
        .isEqualTo("pressed");
  }

  @Test
  void pressOfAButtonThatTheMessageDoesNotHaveIsNone() {
    String message =
        "\"message\":{\"message_id\":7,"
            + GROUP
            + ",\"text\":\"Sold out\",\"reply_markup\":{\"inline_keyboard\":"
            + "[[{\"text\":\"Low at…\",\"callback_data\":\"low:5\"}]]}},\"data\":";

    assertThat(pressed(message + "\"low:5\"").answer()).isEqualTo("low");
    assertThat(pressed(message + "\"p:a0\"").answer()).isEqualTo("forged");
    assertThat(pressed(message.replace("inline_keyboard", "x") + "\"low:5\"").answer())
        .isEqualTo("forged");
  }

  @Test
  void whereNobodyKnowsHowManyAreLeftThereIsNothingToChoose() {
    Map<String, Object> press =
        map(
            "{\"callback_query\":{\"id\":\"1\",\"message\":{\"message_id\":7,"
                + ALONE
                + "},\"data\":\"thr:all:3\"}}");

    assertThat(
            ChatRequest.of(
                    message(ALONE, "/threshold 3"), () -> "LowstockBot", Bundled::ofV2, false)
                .answer())
        .isEqualTo("unknown");
    assertThat(
            ChatRequest.of(message(GROUP, "/restock on"), () -> "LowstockBot", Bundled::ofV2, false)
                .answer())
        .isEqualTo("nothing");
    assertThat(ChatRequest.of(press, () -> "LowstockBot", Bundled::ofV2, false).answer())
        .isEqualTo("pressed");
  }

  @ParameterizedTest
  @CsvSource({"u:10000001, unlink", "u:10000001:yes, set-unlink", "forget-all, forget-all"})
  void shopsAreForgottenWhereNobodyKnowsHowManyAreLeft(String data, String answer) {
    Map<String, Object> press =
        map(
            "{\"callback_query\":{\"id\":\"1\",\"message\":{\"message_id\":7,"
                + ALONE
                + "},\"data\":\""
                + data
                + "\"}}");

    assertThat(ChatRequest.of(press, () -> "LowstockBot", Bundled::ofV2, false).answer())
        .isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"first_name\":\"Ada\",\"username\":\"ada_l\"', Ada",
    "'\"first_name\":\"\\u200b\",\"username\":\"ada_l\"', ada_l",
    "'\"first_name\":\" \"', Telegram 1001",
    "'\"first_name\":7', 7",
    "'\"first_name\":[\"x\"],\"username\":{}', Telegram 1001",
    "'\"first_name\":\"\\u202e@Etsy\\n\"', Etsy",
  })
  void whoPressesToBeOnItIsCalledByAName(String from, String name) {
    for (String data : List.of("on-it", "on-it:undo")) {
      ChatRequest request =
          read(
              "{\"callback_query\":{\"id\":\"1\",\"from\":{\"id\":1001,"
                  + from
                  + "},\"message\":{\"message_id\":7,"
                  + GROUP
                  + "},\"data\":\""
                  + data
                  + "\"}}");

      assertThat(request.answer()).isEqualTo(data.equals("on-it") ? "on-it" : "not-on-it");
      assertThat(request.userName()).isEqualTo(name);
    }
    assertThat(pressed("\"message\":{" + GROUP + "},\"data\":\"on-it:x\"").answer())
        .isEqualTo("pressed");
  }

  @Test
  void topicIsReadWhereItIsOneAndAThreadOfRepliesIsNone() {
    String topic = GROUP + ",\"message_thread_id\":17,\"is_topic_message\":true";

    assertThat(read(message(topic, "/status")).topic()).isEqualTo(17);
    assertThat(read(message(topic, "/dance@LowstockBot")).topic()).isEqualTo(17);
    assertThat(pressed("\"message\":{\"message_id\":77," + topic + "},\"data\":\"keep\"").topic())
        .isEqualTo(17);
    assertThat(read(message(GROUP + ",\"message_thread_id\":17", "/status")).topic()).isNull();
    assertThat(read(message(GROUP + ",\"is_topic_message\":true", "/status")).topic()).isNull();
    assertThat(
            read(message(
                    GROUP + ",\"message_thread_id\":\"x\",\"is_topic_message\":true", "/status"))
                .topic())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"channel_post\":{\"chat\":{\"id\":-1009,\"type\":\"channel\"},\"text\":\"/start\"}}",
        "{\"edited_channel_post\":{\"chat\":{\"id\":-1009,\"type\":\"channel\"},\"text\":\"/start\"}}",
        "{\"message\":{\"chat\":{\"id\":-1009,\"type\":\"channel\"},\"text\":\"/start@LowstockBot\"}}",
        "{\"message\":{\"chat\":{\"id\":-1009,\"type\":\"channel\"},\"text\":\"12345678\"}}",
        "{\"message\":{\"chat\":{\"id\":-1009,\"type\":\"supergroup\",\"is_direct_messages\":true},"
            + "\"from\":{\"id\":1001},\"text\":\"/start\"}}",
        "{\"message\":{\"chat\":{\"id\":-1004001,\"type\":\"supergroup\"},\"text\":\"/start\","
            + "\"is_automatic_forward\":true,\"from\":{\"id\":777000}}}"
      })
  void whatAChannelPostsOrIsWrittenIsNoRequest(String update) {
    assertThat(read(update).answer()).isEqualTo("nothing");
  }

  private static ChatRequest pressedOn(String data) {
    return pressed("\"message\":{\"message_id\":77," + ALONE + "},\"data\":\"" + data + "\"");
  }

  private static ChatRequest said(String text) {
    return ChatRequest.of(message(ALONE, text), () -> "LowstockBot", Bundled::ofV3, true);
  }

  private static ChatRequest inGroup(String text) {
    return ChatRequest.of(message(GROUP, text), () -> "LowstockBot", Bundled::ofV3, true);
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
    return ChatRequest.of(map(update), () -> "LowstockBot", Bundled::ofV3, true);
  }

  private static ChatRequest read(Map<String, Object> update) {
    return ChatRequest.of(update, () -> "LowstockBot", Bundled::ofV3, true);
  }

  private static Map<String, Object> map(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static String named(String chat) {
    return read("{\"message\":{\"chat\":" + chat + ",\"from\":{\"id\":1},\"text\":\"/start\"}}")
        .chatName();
  }
}
