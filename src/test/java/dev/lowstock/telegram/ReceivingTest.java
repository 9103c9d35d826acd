package dev.lowstock.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramRequest;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceivingTest {
  static final String UPDATES =
      """
      - route:
          id: updates
          errorHandler:
            noErrorHandler: {}
          from:
            uri: telegram:bots
            parameters:
              timeout: 1
            steps:
              - process:
                  ref: deal
              - to: mock:dealt
      """;

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private final Person ada = telegram.person("Ada");
  private final RunningBot bot = new RunningBot(telegram);

  @AfterEach
  void stop() {
    bot.close();
    telegram.close();
  }

  @Test
  void messageArrivesAsItCameWithItsHeaders() throws Exception {
    ada.says("/start mugs ☕ Blåbär");

    bot.bind("deal", exchange -> {}).runs(UPDATES);

    Message update = awaitDealt(1).get(0).getMessage();
    assertThat(update.getHeader(UpdateHeaders.CHAT_ID)).isEqualTo(String.valueOf(ada.chatId()));
    assertThat(update.getHeader(UpdateHeaders.USER_ID)).isEqualTo(String.valueOf(ada.chatId()));
    assertThat(update.getHeader(UpdateHeaders.UPDATE_KIND)).isEqualTo("message");
    assertThat(update.getHeader(UpdateHeaders.UPDATE_ID)).isInstanceOf(Long.class);
    assertThat(text(update)).isEqualTo("/start mugs ☕ Blåbär");
    awaitConfirmed();
    assertThat(bot.count("tg_updates", "kind", "message", "outcome", "dealt")).isEqualTo(1);
  }

  @Test
  void pressedButtonsAndBlockingArrive() throws Exception {
    GroupChat group = telegram.group("Mug team", ada);
    bot.bind("deal", exchange -> {}).runs(UPDATES);
    bot.telegram
        .api()
        .call(
            "sendMessage",
            Map.of(
                "chat_id", group.chatId(),
                "text", "Blue mug",
                "reply_markup",
                    Map.of(
                        "inline_keyboard",
                        List.of(List.of(Map.of("text", "Snooze", "callback_data", "snooze"))))));

    ada.pressesIn(group, "Snooze");
    ada.blocksTheBot();

    List<Exchange> seen = awaitDealt(3);
    assertThat(seen)
        .extracting(exchange -> exchange.getMessage().getHeader(UpdateHeaders.UPDATE_KIND))
        .containsExactlyInAnyOrder("my_chat_member", "callback_query", "my_chat_member");
    assertThat(seen)
        .filteredOn(
            exchange ->
                "callback_query".equals(exchange.getMessage().getHeader(UpdateHeaders.UPDATE_KIND)))
        .allSatisfy(
            press -> {
              assertThat(press.getMessage().getHeader(UpdateHeaders.CHAT_ID))
                  .isEqualTo(String.valueOf(group.chatId()));
              assertThat(press.getMessage().getHeader(UpdateHeaders.USER_ID))
                  .isEqualTo(String.valueOf(ada.chatId()));
            });
  }

  @Test
  void kindsAreAskedForByName() throws Exception {
    bot.bind("deal", exchange -> {}).runs(UPDATES);

    await().until(() -> !telegram.requests("getUpdates").isEmpty());

    assertThat(telegram.requests("getUpdates").get(0).parameters())
        .containsEntry("allowed_updates", List.of("message", "callback_query", "my_chat_member"))
        .containsEntry("timeout", 1)
        .containsEntry("limit", 100)
        .doesNotContainKey("offset");
  }

  @Test
  void updateIsConfirmedOnlyAfterTheRouteHasDealtWithIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    ada.says("Hello");

    bot.bind(
            "deal",
            exchange -> {
              begun.countDown();
              finish.await(5, TimeUnit.SECONDS);
            })
        .runs(UPDATES);
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();

    assertThat(telegram.requests("getUpdates")).hasSize(1);
    assertThat(telegram.unconfirmedUpdates()).isEqualTo(1);
    finish.countDown();
    awaitConfirmed();
  }

  @Test
  void chatsAreDealtWithAtTheSameTime() throws Exception {
    CyclicBarrier together = new CyclicBarrier(4);
    for (int number = 0; number < 4; number++) {
      telegram.person("Seller " + number).says("Hello");
    }

    bot.bind("deal", exchange -> together.await(5, TimeUnit.SECONDS)).runs(UPDATES);

    awaitDealt(4);
  }

  @Test
  void oneChatIsDealtWithInOrder() throws Exception {
    List<String> texts = new CopyOnWriteArrayList<>();
    List<String> said = IntStream.range(0, 40).mapToObj(number -> "message " + number).toList();
    said.forEach(ada::says);
    telegram.person("Bob").says("In between");

    bot.bind("deal", exchange -> texts.add(text(exchange.getMessage()))).runs(UPDATES);

    awaitDealt(41);
    assertThat(texts)
        .filteredOn(text -> text.startsWith("message"))
        .containsExactlyElementsOf(said);
  }

  @Test
  void poisonousUpdatesAreHandedOverAndBlockNothing() throws Exception {
    telegram.enqueue("{\"update_id\": 600000001, \"message\": {\"text\": {\"a\": 1}}}");
    telegram.enqueue("{\"update_id\": 600000002}");
    telegram.enqueue("{\"update_id\": 600000003, \"message\": [1, null]}");
    telegram.enqueue("{\"message\": {\"text\": \"no number\"}}");
    telegram.enqueue("{\"update_id\": {\"odd\": true}}");
    telegram.enqueue("{\"update_id\": 99999999999999999999}");
    ada.says("Healthy");

    bot.bind("deal", exchange -> {}).runs(UPDATES);

    List<Exchange> seen = awaitDealt(4);
    assertThat(seen).anyMatch(exchange -> text(exchange.getMessage()).equals("Healthy"));
    awaitConfirmed();
    assertThat(bot.count("tg_updates", "outcome", "passed_over")).isEqualTo(3);
  }

  @Test
  void failingUpdateIsTriedThreeTimesThenPassedOver() throws Exception {
    List<String> tried = new CopyOnWriteArrayList<>();
    ada.says("Trouble");
    ada.says("Fine");

    bot.bind(
            "deal",
            exchange -> {
              tried.add(text(exchange.getMessage()));
              if (text(exchange.getMessage()).equals("Trouble")) {
                throw new IllegalStateException("the database is away");
              }
            })
        .runs(UPDATES);

    awaitConfirmed();
    assertThat(tried).containsExactly("Trouble", "Trouble", "Trouble", "Fine");
    assertThat(bot.count("tg_updates", "outcome", "passed_over")).isEqualTo(1);
    assertThat(bot.count("tg_updates", "outcome", "dealt")).isEqualTo(1);
  }

  @Test
  void updateThatTheDatabaseWasAwayForIsTriedOnAndNotForEver() throws Exception {
    AtomicInteger tried = new AtomicInteger();
    ada.says("Status").says("Fine");

    bot.bind(
            "deal",
            exchange -> {
              if (text(exchange.getMessage()).equals("Status") && tried.incrementAndGet() > 0) {
                throw new IllegalStateException(new SQLTransientConnectionException("away"));
              }
            })
        .runs(UPDATES);

    awaitDealt(1);
    awaitConfirmed();
    assertThat(tried).hasValue(RunningBot.FAST.triesWhileAway());
    assertThat(bot.count("tg_updates", "outcome", "passed_over")).isEqualTo(1);
  }

  @Test
  void errorInARouteIsAFailedTryAndNoMore() throws Exception {
    ada.says("Deep").says("Fine");

    bot.bind(
            "deal",
            exchange -> {
              if (text(exchange.getMessage()).equals("Deep")) {
                throw new StackOverflowError("too deep");
              }
            })
        .runs(UPDATES);

    awaitDealt(1);
    awaitConfirmed();
  }

  @Test
  void updatesWithoutAnyNumberDoNotStopThePolling() throws Exception {
    telegram.enqueue("{\"message\": {}}");
    bot.bind("deal", exchange -> {}).runs(UPDATES);
    await().until(() -> telegram.requests("getUpdates").size() > 3);

    ada.says("Healthy");

    awaitDealt(1);
    awaitConfirmed();
  }

  @Test
  void updateWhoseSecondTryWorksIsDealtWithOnce() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    ada.says("Hello");

    bot.bind(
            "deal",
            exchange -> {
              if (first.getCount() > 0) {
                first.countDown();
                throw new IllegalStateException("a moment please");
              }
            })
        .runs(UPDATES);

    awaitConfirmed();
    assertThat(awaitDealt(1)).hasSize(1);
  }

  @Test
  void numbersThatStartAgainLowerAreNewUpdates() throws Exception {
    bot.bind("deal", exchange -> {}).runs(UPDATES);
    ada.says("Before the quiet week");
    awaitDealt(1);
    awaitConfirmed();

    telegram.numberUpdatesFrom(1000);
    ada.says("After it");

    awaitDealt(2);
    awaitConfirmed();
  }

  @Test
  void stoppingFinishesWhatIsInHandAndConfirmsIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    List<String> dealt = new CopyOnWriteArrayList<>();
    IntStream.range(0, 3).forEach(number -> ada.says("message " + number));
    bot.bind(
            "deal",
            exchange -> {
              begun.countDown();
              finish.await(5, TimeUnit.SECONDS);
              dealt.add(text(exchange.getMessage()));
            })
        .runs(UPDATES);
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();

    Thread stopping = new Thread(bot::close);
    stopping.start();
    await().until(bot.consumer()::isSuspended);
    finish.countDown();
    stopping.join();

    assertThat(dealt).containsExactly("message 0", "message 1", "message 2");
    assertThat(telegram.unconfirmedUpdates()).isZero();
  }

  @Test
  void failureWhileStoppingIsNotHeldAgainstTheUpdate() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch fail = new CountDownLatch(1);
    ada.says("/start");
    bot.bind(
            "deal",
            exchange -> {
              begun.countDown();
              fail.await(5, TimeUnit.SECONDS);
              throw new IllegalStateException("the database is closed");
            })
        .runs(UPDATES);
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();

    bot.consumer().suspend();
    fail.countDown();
    bot.close();

    assertThat(telegram.unconfirmedUpdates()).isEqualTo(1);
  }

  @Test
  void suspendedBotTakesNothingUntilItResumes() throws Exception {
    bot.bind("deal", exchange -> {}).runs(UPDATES);
    bot.camel.getRouteController().suspendRoute("updates");
    ada.says("Anybody there?");
    int polls = telegram.requests("getUpdates").size();

    bot.camel.getRouteController().resumeRoute("updates");

    awaitDealt(1);
    assertThat(telegram.requests("getUpdates")).hasSizeGreaterThan(polls);
    awaitConfirmed();
  }

  private List<Exchange> awaitDealt(int count) {
    await().until(() -> bot.seen("dealt").size() >= count);
    return bot.seen("dealt");
  }

  private void awaitConfirmed() {
    await().until(() -> telegram.unconfirmedUpdates() == 0);
    assertThat(telegram.requests("getUpdates"))
        .extracting(TelegramRequest::parameters)
        .anyMatch(parameters -> parameters.containsKey("offset"));
  }

  private static String text(Message update) {
    return update.getBody() instanceof Map<?, ?> map
            && map.get("message") instanceof Map<?, ?> message
        ? String.valueOf(message.get("text"))
        : "";
  }
}
