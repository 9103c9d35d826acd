package dev.lowstock.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.store.Database;
import dev.lowstock.store.LeaseLost;
import dev.lowstock.store.Leases;
import dev.lowstock.store.WakeSignal;
import dev.lowstock.telegram.TelegramTroubles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of a message by what its channel said, on any database. What Telegram says of chats,
 * StoreContract has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SettlementContract {
  private static final String ADA = "1001";
  private static final Duration PACE = Duration.ofSeconds(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final WakeSignal due = new WakeSignal();
  Database database;
  JdbcTemplate rows;
  private Leases leases;
  Outbox outbox;
  private Chats chats;
  private Settlement settlement;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path folder) {
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
    leases = new Leases(database);
    outbox =
        new Outbox(
            database,
            leases,
            new AlertText(new Messages(null), true),
            (language, at, zone) -> at.toString(),
            Set.of("telegram"),
            Set.of(),
            meters);
    chats = new Chats(database, new OwedMessages(database, due), row -> List.of(), due, meters);
    settlement = new Settlement(database, outbox, chats, new RetryPolicy(), meters, null);
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @BeforeEach
  void adaIsOwedAMessage() {
    rows.update("DELETE FROM chat");
    say("first", null);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 410, 422, 499})
  void webAddressThatRefusesForGoodIsNotAskedAgain(int status) {
    settlement.failed(claim(), answer(status), PACE);

    assertThat(states()).containsExactly("refused");
    assertThat(trouble()).isEqualTo(status + " HttpOperationFailedException");
    assertThat(count("chat WHERE lease_owner IS NULL")).isEqualTo(1);
  }

  @Test
  void addressOfAServiceIsNotLogged() {
    Logger logger = (Logger) LoggerFactory.getLogger(Settlement.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      settlement.failed(claim(), new IllegalStateException("my bean failed", answer(500)), PACE);
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(lines.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("answered 500")
        .doesNotContain("/hook");
  }

  @Test
  void mailThatSomeAddressesRefusedIsDelivered() throws Exception {
    Address ada = new InternetAddress("ada@example.org");
    Address bert = new InternetAddress("bert@example.org");
    SendFailedException failure =
        new SendFailedException(
            "250 taken",
            new MessagingException("550 5.1.1 no such user"),
            new Address[] {ada},
            new Address[0],
            new Address[] {bert});

    settlement.failed(claim(), failure, PACE);

    assertThat(states()).containsExactly("delivered");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 408, 425, 429, 500, 503})
  void webAddressThatMayTakeItLaterIsAskedAgain(int status) {
    settlement.failed(claim(), answer(status), PACE);

    assertThat(states()).containsExactly("due");
    assertThat(trouble()).isEqualTo("HttpOperationFailedException");
    assertThat(next().attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"429, 30, 30", "429, 0.65, 0", "503, 120, 119", "429, 999999, 3599"})
  void webAddressThatAsksForAPauseIsGivenIt(int status, String asked, int atLeast) {
    settlement.failed(claim(), answer(status, Map.of("retry-after", asked)), PACE);

    assertThat(states()).containsExactly("due");
    assertThat(count("alert WHERE attempts = 0")).isEqualTo(1);
    assertThat(
            count(
                "chat WHERE hold_until > CURRENT_TIMESTAMP + INTERVAL '"
                    + Math.max(0, atLeast - 5)
                    + "' SECOND(6)"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "1e9"})
  void pauseThatNobodyCanReadIsTheUsualOne(String asked) {
    settlement.failed(claim(), answer(429, Map.of("Retry-After", asked)), PACE);

    assertThat(states()).containsExactly("due");
    assertThat(next().attempts()).isEqualTo(1);
  }

  @Test
  void whatAChannelSaidIsFoundInsideTheFailureOfARoute() {
    settlement.failed(
        claim(), new IllegalStateException("my bean failed", TelegramTroubles.refused()), PACE);

    assertThat(states()).containsExactly("refused");
    assertThat(trouble()).isEqualTo("400 MessageRefused");
  }

  @Test
  void chatWhoseLeaseWasLostIsLeftToWhomHasItNow() {
    Batch batch = claim();
    leases.end(batch.lease());
    rows.update("UPDATE chat SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    Throwable lost = null;
    try {
      outbox.requireTime(batch);
    } catch (LeaseLost e) {
      lost = e;
    }

    settlement.failed(batch, Objects.requireNonNull(lost), PACE);

    assertThat(states()).containsExactly("due");
    assertThat(count("chat WHERE lease_owner IS NOT NULL")).isEqualTo(1);
    assertThat(count("alert WHERE attempts = 0")).isEqualTo(1);
  }

  @Test
  void editThatWaitsIsNoTroubleAndNoAlert() {
    Batch batch = claim();
    Batch edit =
        new Batch(
            batch.chat(),
            null,
            batch.lease(),
            batch.ids(),
            0,
            batch.message(),
            List.of(),
            false,
            false,
            new Outbox.Edit(7, null, List.of()));
    Logger logger = (Logger) LoggerFactory.getLogger(Settlement.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    double limited = meters.counter("alerts", "outcome", "rate_limited").count();
    try {
      settlement.failed(edit, TelegramTroubles.rateLimitedFor(Duration.ofSeconds(40)), PACE);
      leases.end(edit.lease());
      Throwable lost = catchThrowable(() -> outbox.requireTime(edit));
      assertThat(lost).isInstanceOf(LeaseLost.class);
      settlement.failed(edit, lost, PACE);
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(lines.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.INFO));
    assertThat(meters.counter("alerts", "outcome", "rate_limited").count()).isEqualTo(limited);
    assertThat(count("chat WHERE hold_until > CURRENT_TIMESTAMP + INTERVAL '30' SECOND")).isOne();
  }

  @Test
  void closedTopicHoldsWhatIsForItAndNothingElse() {
    rows.update("DELETE FROM alert");
    say("to the topic", 17L);
    say("to the topic, too", 17L);
    say("to the chat", null);
    Batch batch = claim();
    assertThat(batch.topic()).isEqualTo(17);

    settlement.failed(batch, TelegramTroubles.topicClosed(), PACE);

    assertThat(next().message().html()).isEqualTo("to the chat");
    assertThat(count("alert WHERE trouble = '400 TopicClosed' AND due_at > CURRENT_TIMESTAMP"))
        .isEqualTo(2);
  }

  @Test
  void messageIsHandedOutAgainAfterThePauseThatItsChannelAskedFor() {
    say("second", null);

    settlement.delivered(claim(), Duration.ofSeconds(37));

    assertThat(states()).containsExactly("delivered", "due");
    assertThat(outbox.claim()).isNull();
    rows.update("UPDATE chat SET hold_until = hold_until - INTERVAL '37' SECOND");
    assertThat(claim().message().html()).isEqualTo("second");
  }

  @Test
  void acceptedMessageThatCouldNotBeRecordedIsNotSentAgain() {
    // given a batch that was accepted while the database was away
    Batch batch = claim();
    outbox.acceptedUnrecorded(batch);
    rows.update("UPDATE chat SET lease_owner = NULL, lease_until = NULL");

    // when
    assertThat(outbox.claim()).isNull();

    // then
    assertThat(states()).containsExactly("delivered");
  }

  @Test
  void deliveryIsWokenOnceWhatIsSaidIsCommittedAndNotBefore() {
    AtomicInteger wakes = new AtomicInteger();
    Runnable sleeper = wakes::incrementAndGet;
    due.wakes(sleeper);
    TransactionTemplate transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));

    transactions.executeWithoutResult(
        status -> {
          say("second", null);
          assertThat(wakes).hasValue(0);
        });
    assertThat(wakes).hasValue(1);

    transactions.executeWithoutResult(
        status -> {
          say("third", null);
          status.setRollbackOnly();
        });
    due.forget(sleeper);
    assertThat(wakes).hasValue(1);
    assertThat(count("alert")).isEqualTo(2);
  }

  @Test
  void chatThatWasJustOwedAMessageIsClaimedInTheSameTransaction() {
    rows.update("DELETE FROM chat");
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));

    Batch handed =
        transaction.execute(
            status -> {
              say("at once", null);
              return outbox.claim(chat());
            });

    assertThat(Objects.requireNonNull(handed).message().html()).isEqualTo("at once");
    assertThat(outbox.claim()).isNull();
    outbox.requireTime(handed);
    settlement.delivered(handed, PACE);
    assertThat(states()).containsExactly("delivered");
    assertThat(outbox.claim(chat())).as("it rests").isNull();
  }

  final long chat() {
    return Objects.requireNonNull(rows.queryForObject("SELECT id FROM chat", Long.class));
  }

  final void say(String text, @Nullable Long topic) {
    chats.owe(new Chats.Said("telegram", ADA, null, topic, new Message(text, List.of())), null);
  }

  private static HttpOperationFailedException answer(int status) {
    return answer(status, Map.of());
  }

  private static HttpOperationFailedException answer(int status, Map<String, String> headers) {
    return new HttpOperationFailedException(
        "http://127.0.0.1/hook", status, "no", null, headers, "");
  }

  private Batch claim() {
    return Objects.requireNonNull(outbox.claim(), "nothing is due");
  }

  /** For a chat that does not rest. */
  private Batch next() {
    rows.update("UPDATE chat SET hold_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    return claim();
  }

  private List<String> states() {
    return rows.queryForList("SELECT state FROM alert ORDER BY id", String.class);
  }

  private @Nullable String trouble() {
    return rows.queryForObject("SELECT trouble FROM alert", String.class);
  }

  private int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }
}
