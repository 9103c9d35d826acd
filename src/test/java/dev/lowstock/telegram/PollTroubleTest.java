package dev.lowstock.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling goes on whatever happens to it, and says what is wrong. */
class PollTroubleTest {
  /** What a stop may take, on a busy machine; the polls of these tests take 50 s. */
  private static final Duration STOP = Duration.ofSeconds(10);

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private final Person ada = telegram.person("Ada");
  private final RunningBot bot = new RunningBot(telegram).bind("deal", exchange -> {});
  private final LogLines log = new LogLines("dev.lowstock.telegram", Level.INFO);

  @BeforeEach
  void say() {
    ada.says("Hello");
  }

  @AfterEach
  void stop() {
    bot.close();
    telegram.close();
    log.close();
  }

  static Stream<TelegramFault> faults() {
    return Stream.of(
        TelegramFault.refuses(500, "Internal Server Error"),
        TelegramFault.refuses(401, "Unauthorized"),
        TelegramFault.refuses(409, "Conflict: terminated by other getUpdates request"),
        new TelegramFault.AnswersHtml(200),
        new TelegramFault.AnswersJson("{\"ok\":true,\"result\":[{\"update_id\""),
        new TelegramFault.HangsUp(),
        new TelegramFault.LosesAnswer(),
        new TelegramFault.NeverAnswers(),
        new TelegramFault.StallsMidAnswer(),
        new TelegramFault.Trickles(Duration.ofMillis(100)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void updatesArriveAfterTheTrouble(TelegramFault fault) throws Exception {
    telegram.failNext(2, "getUpdates", fault);

    bot.runs(ReceivingTest.UPDATES);

    await().until(() -> bot.seen("dealt").size() == 1);
    List<String> lines = log.lines();
    int over = indexOf("reachable again", lines);
    // On a busy machine a poll that is answered well may come too late: a third failure.
    Matcher failed = Pattern.compile("after (\\d+) failed polls").matcher(lines.get(over));
    assertThat(failed.find()).as(lines.get(over)).isTrue();
    assertThat(Integer.parseInt(failed.group(1))).isGreaterThanOrEqualTo(2);
    assertThat(lines.subList(0, over))
        .filteredOn(line -> line.startsWith("WARN"))
        .hasSize(Integer.parseInt(failed.group(1)));
  }

  private static int indexOf(String text, List<String> lines) {
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).contains(text)) {
        return line;
      }
    }
    throw new AssertionError(text + " is not in " + lines);
  }

  @ParameterizedTest
  @MethodSource({
    "dev.lowstock.telegram.NonsenseAnswers#toAnyCall",
    "dev.lowstock.telegram.NonsenseAnswers#toPolls"
  })
  void nonsenseIsATroubleLikeOthers(TelegramFault nonsense) throws Exception {
    updatesArriveAfterTheTrouble(nonsense);
    assertThat(log.lines()).allMatch(line -> line.length() < 500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-9223372036854775808",
        "9223372036854775807",
        "9223372036854775808",
        "1e400",
        "5.5",
        "{}"
      })
  void updateNumberedOutOfRangeIsPassedOverAndNoneIsLost(String number) throws Exception {
    telegram.enqueue("{\"update_id\":" + number + ",\"message\":{\"text\":\"Hello\"}}");
    bot.runs(ReceivingTest.UPDATES);
    await().until(() -> bot.count("tg_updates", "outcome", "passed_over") > 0);

    ada.says("Still there?");

    await().until(() -> bot.seen("dealt").size() == 2);
    await().until(() -> telegram.unconfirmedUpdates() == 0);
  }

  @Test
  void pauseThatTelegramNamesIsKept() throws Exception {
    telegram.failNext(1, "getUpdates", TelegramFault.rateLimits(1));

    bot.runs(ReceivingTest.UPDATES);

    await().until(() -> telegram.requests("getUpdates").size() >= 2);
    List<Instant> polls =
        telegram.requests("getUpdates").stream().map(request -> request.receivedAt()).toList();
    assertThat(Duration.between(polls.get(0), polls.get(1)))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
  }

  @Test
  void conflictNamesBothCauses() throws Exception {
    telegram.failNext(1, "getUpdates", TelegramFault.refuses(409, "Conflict: whatever"));

    bot.runs(ReceivingTest.UPDATES);

    await().until(() -> log.lines().stream().anyMatch(line -> line.startsWith("WARN")));
    assertThat(log.lines().get(0)).contains("another program polls").contains("webhook");
  }

  @Test
  void troubleIsKnownUntilItIsOver() throws Exception {
    telegram.failAlways("getUpdates", TelegramFault.refuses(401, "Unauthorized"));
    bot.runs(ReceivingTest.UPDATES);

    await().until(() -> bot.consumer().trouble().isPresent());
    assertThat(bot.consumer().trouble().orElseThrow()).contains("@BotFather");
    assertThat(bot.consumer().sinceAnswer()).isEmpty();
    telegram.heal();

    await().until(() -> bot.consumer().sinceAnswer().isPresent());
    assertThat(bot.consumer().trouble()).isEmpty();
  }

  @Test
  void usualPausesGrowToHalfAMinute() {
    assertThat(Stream.of(1, 2, 3, 4, 5, 6, 7, 1000).map(Pace.USUAL.pollPause()::apply))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void stoppingDoesNotWaitForALongPoll() throws Exception {
    bot.runs(ReceivingTest.UPDATES.replace("timeout: 1", "timeout: 50"));
    await().until(() -> telegram.requests("getUpdates").size() == 2);

    long before = System.nanoTime();
    bot.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(STOP);
    assertThat(telegram.unconfirmedUpdates()).isZero();
  }

  @Test
  void stoppingDoesNotWaitForASilentServer() throws Exception {
    telegram.failAlways(new TelegramFault.NeverAnswers());
    bot.runs(ReceivingTest.UPDATES.replace("timeout: 1", "timeout: 50"));
    await().until(() -> !telegram.requests("getUpdates").isEmpty());

    long before = System.nanoTime();
    bot.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(STOP);
  }
}
