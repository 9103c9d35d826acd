package dev.lowstock.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramFault;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A send that failed is a failure to the route: what the original component kept to itself. */
class FailedSendTest {
  private static final String WITH_ON_EXCEPTION =
      """
      - onException:
          exception:
            - dev.lowstock.telegram.TelegramFailure
            - dev.lowstock.telegram.TelegramUnreachable
          handled:
            constant:
              expression: "true"
          redeliveryPolicy:
            maximumRedeliveries: 2
            redeliveryDelay: 1
          steps:
            - to: mock:failed
      - route:
          id: send
          from:
            uri: direct:send
            steps:
              - to: telegram:bots
              - to: mock:sent
      """;
  private static final String WITH_DO_TRY =
      """
      - route:
          id: send
          from:
            uri: direct:send
            steps:
              - doTry:
                  steps:
                    - to: telegram:bots
                    - to: mock:sent
                  doCatch:
                    - exception:
                        - dev.lowstock.telegram.RateLimited
                      steps:
                        - setBody:
                            expression:
                              simple:
                                expression: "${exception.code} ${exception.retryAfter}"
                        - to: mock:failed
      """;

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private final Person ada = telegram.person("Ada").knowsTheBot();
  private final RunningBot bot = new RunningBot(telegram);

  @AfterEach
  void stop() {
    bot.close();
    telegram.close();
  }

  static Stream<TelegramFault> faults() {
    return Stream.of(
        TelegramFault.refuses(403, "Forbidden: bot was blocked by the user"),
        TelegramFault.rateLimits(7),
        TelegramFault.refuses(500, "Internal Server Error"),
        new TelegramFault.AnswersHtml(502),
        new TelegramFault.AnswersHtml(307),
        new TelegramFault.AnswersJson("[".repeat(100_000)),
        new TelegramFault.AnswersJson("{\"ok\":true,\"result\""),
        new TelegramFault.HangsUp());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void failedSendReachesOnExceptionAfterItsRedeliveries(TelegramFault fault) throws Exception {
    telegram.failAlways("sendMessage", fault);
    bot.runs(WITH_ON_EXCEPTION);

    Exchange sent = bot.send("Blue mug", ada.chatId());

    assertThat(sent.getException()).isNull();
    assertThat(bot.seen("failed")).hasSize(1);
    assertThat(bot.seen("sent")).isEmpty();
    assertThat(telegram.requests("sendMessage")).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("dev.lowstock.telegram.NonsenseAnswers#toAnyCall")
  void nonsenseIsAFailureLikeOthers(TelegramFault nonsense) throws Exception {
    failedSendReachesOnExceptionAfterItsRedeliveries(nonsense);
  }

  @Test
  void redeliveryThatSucceedsGoesOnOnce() throws Exception {
    telegram.failNext(2, "sendMessage", TelegramFault.refuses(500, "Internal Server Error"));
    bot.runs(WITH_ON_EXCEPTION);

    bot.send("Blue mug", ada.chatId());

    assertThat(bot.seen("sent")).hasSize(1);
    assertThat(bot.seen("failed")).isEmpty();
    assertThat(ada.messages()).hasSize(1);
  }

  @Test
  void doCatchKnowsCodeAndPause() throws Exception {
    telegram.failNext(1, "sendMessage", TelegramFault.rateLimits(7));
    bot.runs(WITH_DO_TRY);

    bot.send("Blue mug", ada.chatId());

    assertThat(bot.seen("failed").get(0).getMessage().getBody()).isEqualTo("429 PT7S");
    assertThat(bot.seen("sent")).isEmpty();
  }

  @Test
  void refusedConnectionReachesOnException() throws Exception {
    bot.runs(WITH_ON_EXCEPTION);
    telegram.close();

    bot.send("Blue mug", ada.chatId());

    assertThat(bot.seen("failed").get(0).getProperty(Exchange.EXCEPTION_CAUGHT))
        .isInstanceOf(TelegramUnreachable.class);
  }

  @ParameterizedTest
  @MethodSource("silences")
  void silentServerIsGivenUpInTimeAndWorksAgain(TelegramFault silence) throws Exception {
    telegram.failNext(3, "sendMessage", silence);
    bot.runs(WITH_ON_EXCEPTION);

    long before = System.nanoTime();
    bot.send("Blue mug", ada.chatId());
    Duration taken = Duration.ofNanos(System.nanoTime() - before);

    // Three times 0.7 s, and what a busy machine takes; without a limit, the call lasts for ever.
    assertThat(taken).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
    assertThat(bot.seen("failed")).hasSize(1);
    assertThat(bot.count("tg_api_calls", "outcome", "unreachable")).isEqualTo(3);

    bot.send("Red mug", ada.chatId());

    assertThat(bot.seen("failed")).hasSize(1);
    assertThat(bot.seen("sent")).hasSize(1);
  }

  static Stream<TelegramFault> silences() {
    return Stream.of(
        new TelegramFault.NeverAnswers(),
        new TelegramFault.StallsMidAnswer(),
        new TelegramFault.Trickles(Duration.ofMillis(50)));
  }
}
