package dev.lowstock.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramFault;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BotApiTest {
  private final SandboxTelegram telegram = SandboxTelegram.start();
  private final BotApi api = new BotApi(telegram.baseUri() + "/", SandboxTelegram.TOKEN);

  @AfterEach
  void stop() {
    telegram.close();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(403, "Forbidden: bot was blocked by the user", ChatGone.class),
        arguments(403, "Forbidden: user is deactivated", ChatGone.class),
        arguments(403, "Forbidden: bot was kicked from the group chat", ChatGone.class),
        arguments(403, "Forbidden: bot is not a member of the channel chat", ChatGone.class),
        arguments(403, "Forbidden: bot can't initiate conversation with a user", ChatGone.class),
        arguments(403, "Forbidden: something new", TelegramFailure.class),
        arguments(400, "Bad Request: chat not found", ChatGone.class),
        arguments(400, "Bad Request: PEER_ID_INVALID", ChatGone.class),
        arguments(
            400,
            "Bad Request: not enough rights to send text messages to the chat",
            ChatClosed.class),
        arguments(400, "Bad Request: have no rights to send a message", ChatClosed.class),
        arguments(400, "Bad Request: have no write access to the chat", ChatClosed.class),
        arguments(
            400, "Bad Request: need administrator rights in the channel chat", ChatClosed.class),
        arguments(400, "Bad Request: CHAT_RESTRICTED", ChatClosed.class),
        arguments(400, "Bad Request: CHAT_WRITE_FORBIDDEN", ChatClosed.class),
        arguments(400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", ChatClosed.class),
        arguments(400, "Bad Request: CHAT_ADMIN_REQUIRED", ChatClosed.class),
        arguments(400, "Bad Request: TOPIC_CLOSED", TopicClosed.class),
        arguments(
            403,
            "Forbidden: not enough rights to send text messages to the chat",
            ChatClosed.class),
        arguments(400, "Bad Request: message thread not found", TopicGone.class),
        arguments(400, "Bad Request: TOPIC_DELETED", TopicGone.class),
        arguments(400, "Bad Request: can't parse entities: Oh", MessageRefused.class),
        arguments(400, "Bad Request: BUTTON_URL_INVALID", MessageRefused.class),
        arguments(401, "Unauthorized", TokenRefused.class),
        arguments(404, "Not Found", TokenRefused.class),
        arguments(404, "Not Found: method not found", TelegramFailure.class),
        arguments(409, "Conflict: terminated by other getUpdates request", TelegramFailure.class),
        arguments(429, "Too Many Requests: retry after 3", RateLimited.class),
        arguments(500, "Internal Server Error", TelegramFailure.class));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void eachRefusalIsTheCaseACallerDecidesBy(
      int code, String description, Class<? extends TelegramFailure> expected) {
    telegram.failNext(1, "sendMessage", TelegramFault.refuses(code, description));

    assertThatThrownBy(() -> api.call("sendMessage", Map.of("chat_id", 1, "text", "Hello")))
        .isExactlyInstanceOf(expected)
        .hasMessageContaining("sendMessage")
        .hasMessageContaining(code + " " + description);
  }

  @Test
  void rightsForSomethingElseThanWritingDoNotCloseTheChat() {
    telegram.failNext(
        1, "getChatMember", TelegramFault.refuses(400, "Bad Request: CHAT_ADMIN_REQUIRED"));

    assertThatThrownBy(() -> api.call("getChatMember", Map.of("chat_id", 1, "user_id", 2)))
        .isExactlyInstanceOf(MessageRefused.class);
  }

  @Test
  void retryAfterIsTakenFromTheAnswer() {
    telegram.failNext(1, "getMe", TelegramFault.rateLimits(17));

    RateLimited limited = catchThrowableOfType(RateLimited.class, api::getMe);

    assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void withoutAnyPauseNamedItIsASecond() {
    telegram.failNext(1, "getMe", TelegramFault.refuses(429, "Too Many Requests"));

    RateLimited limited = catchThrowableOfType(RateLimited.class, api::getMe);

    assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-5, 1",
    "2.9, 2",
    "86400, 86400",
    "86401, 60",
    "9223372036854775808, 60",
    "1e400, 60",
    "-1e400, 1"
  })
  void pauseIsNeitherNoneNorForEver(String retryAfter, int seconds) {
    telegram.failNext(
        1,
        "getMe",
        new TelegramFault.AnswersJson(
            "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":"
                + retryAfter
                + "}}"));

    RateLimited limited = catchThrowableOfType(RateLimited.class, api::getMe);

    assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "9223372036854775808", "[]", "\"elsewhere\"", "true"})
  void chatMovesNowhereThatIsNoChat(String newChatId) {
    telegram.failNext(
        1,
        "sendMessage",
        new TelegramFault.AnswersJson(
            "{\"ok\":false,\"error_code\":400,\"parameters\":{\"migrate_to_chat_id\":"
                + newChatId
                + "}}"));

    assertThatThrownBy(() -> api.call("sendMessage", Map.of("chat_id", 1, "text", "Hello")))
        .isExactlyInstanceOf(MessageRefused.class);
  }

  @Test
  void longDescriptionIsCut() {
    telegram.failNext(1, "getMe", TelegramFault.refuses(500, "Oh! " + "no ".repeat(100_000)));

    TelegramFailure failure = catchThrowableOfType(TelegramFailure.class, api::getMe);

    assertThat(failure.getMessage()).contains("500 Oh! no no").hasSizeLessThan(400);
  }

  @Test
  void groupThatBecameASupergroupIsNamed() {
    GroupChat group = telegram.group("Mug team", telegram.person("Ada"));
    long oldId = group.chatId();
    group.becomesSupergroup();

    ChatMoved moved =
        catchThrowableOfType(
            ChatMoved.class,
            () -> api.call("sendMessage", Map.of("chat_id", oldId, "text", "Hello")));

    assertThat(moved.newChatId()).isEqualTo(String.valueOf(group.chatId()));
  }

  @Test
  void editThatChangesNothingIsASuccess() {
    Person ada = telegram.person("Ada").knowsTheBot();
    api.call("sendMessage", Map.of("chat_id", ada.chatId(), "text", "Hello"));

    Object result =
        api.call(
            "editMessageText",
            Map.of(
                "chat_id",
                ada.chatId(),
                "message_id",
                ada.messages().get(0).messageId(),
                "text",
                "Hello"));

    assertThat(result).isEqualTo(true);
  }

  @Test
  void lateAnswerToAButtonIsASuccess() {
    assertThat(api.call("answerCallbackQuery", Map.of("callback_query_id", "1"))).isEqualTo(true);
  }

  @Test
  void getMeTellsWhoTheBotIs() {
    assertThat(api.getMe()).isEqualTo(new BotApi.Bot(123456, "lowstock_bot"));
  }

  @Test
  void wrongTokenIsRefusedWithoutRepeatingIt() {
    BotApi stranger = new BotApi(telegram.baseUri(), "999:wrong");

    assertThatThrownBy(stranger::getMe)
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("@BotFather")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void tokenWithOddCharactersIsRefusedAtOnceWithoutRepeatingIt() {
    assertThatThrownBy(() -> new BotApi(telegram.baseUri(), "999:wrong\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.telegram.org", "ftp://api.telegram.org", "https://", "http://a b"})
  void addressThatCannotBeIsRefusedWithoutTheToken(String baseUri) {
    assertThatThrownBy(() -> new BotApi(baseUri, SandboxTelegram.TOKEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SandboxTelegram.TOKEN);
  }

  @Test
  void methodThatCannotBeIsRefusedWithoutTheToken() {
    assertThatThrownBy(() -> api.call("send Message", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SandboxTelegram.TOKEN);
  }

  @Test
  void answerThatIsNotJsonIsAFailureWithItsStatus() {
    telegram.failNext(1, "getMe", new TelegramFault.AnswersHtml(502));

    TelegramFailure failure = catchThrowableOfType(TelegramFailure.class, api::getMe);

    assertThat(failure.code()).isEqualTo(502);
  }

  @ParameterizedTest
  @CsvSource({"getMe, 2", "sendMessage, 2", "getUpdates, 17", "getUpdates, 50"})
  void endlessAnswerIsGivenUp(String method, int megabytes) {
    telegram.failNext(1, method, new TelegramFault.AnswersMegabytes(megabytes, false));

    assertThatThrownBy(() -> api.call(method, Map.of()))
        .isInstanceOf(TelegramUnreachable.class)
        .hasMessageContaining("larger");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowedAndTheTokenGoesNowhere(int status) {
    try (SandboxTelegram elsewhere = SandboxTelegram.start()) {
      telegram.failAlways(new TelegramFault.Redirects(status, elsewhere.baseUri()));

      assertThatThrownBy(api::getMe).isInstanceOf(TelegramFailure.class);
      assertThatThrownBy(() -> api.call("sendMessage", Map.of("chat_id", 1, "text", "Hello")))
          .isInstanceOf(TelegramFailure.class);
      assertThatThrownBy(() -> api.call("getUpdates", Map.of()))
          .isInstanceOf(TelegramFailure.class);

      assertThat(telegram.requests()).hasSize(3);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }
}
