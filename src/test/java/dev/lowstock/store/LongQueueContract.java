package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Messages;
import dev.lowstock.bot.QuietBot;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.sandbox.SandboxTelegram;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 100,000 alerts that wait after a day without Telegram: 60,000 of 10,000 chats, 30,000 of one
 * chat, and 10,000 of a chat that must not be written to now. On any database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LongQueueContract {
  private static final Logger LOG = LoggerFactory.getLogger(LongQueueContract.class);
  private static final int CHATS = 10_000;
  private static final String BIG = "big";
  private static final String HELD = "held";
  private static final String NEW = "new";
  private static final long SELLER = 10_000_001;

  private static final int MESSAGES = 200;

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private Database database;
  private QuietBot bot;
  private JdbcTemplate rows;
  private Outbox outbox;

  abstract Database open(Path folder);

  @BeforeAll
  void open100000(@TempDir Path folder) throws Exception {
    database = open(folder);
    bot =
        QuietBot.with(
            database,
            Map.of(
                "TELEGRAM_TOKEN",
                SandboxTelegram.TOKEN,
                "TELEGRAM_API_URL",
                telegram.baseUri(),
                "lowstock.telegramSendsPerSecond",
                "1000"),
            "classpath:routes/deliver-alerts.camel.yaml,classpath:routes/notify/notify-telegram.camel.yaml");
    rows = new JdbcTemplate(database.dataSource());
    new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()))
        .executeWithoutResult(status -> fill());
    analyse(rows);
  }

  private void fill() {
    rows.update("INSERT INTO seller (seller_id, shop_name) VALUES (?, 'BlueMugs')", SELLER);
    List<Object[]> chats = new ArrayList<>();
    for (int chat = 0; chat < CHATS; chat++) {
      chats.add(new Object[] {address(Integer.toString(chat))});
    }
    for (String name : List.of(BIG, HELD, NEW)) {
      chats.add(new Object[] {address(name)});
    }
    rows.batchUpdate("INSERT INTO chat (channel, address) VALUES ('telegram', ?)", chats);
    // Noticed lately, so that none is old: what becomes of those, WaitingContract tells.
    List<Object[]> events = new ArrayList<>();
    for (int event = 0; event < 30_000; event++) {
      events.add(new Object[] {"key " + event, event, SELLER});
    }
    rows.batchUpdate(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, title, described_at)"
            + " VALUES (?, 'sold_out', ?, ?, 'Blue mug, hand made, with a handle',"
            + " CURRENT_TIMESTAMP)",
        events);
    long first = number("SELECT MIN(id) FROM stock_event");
    owe(first, 10_000, HELD, 5 * 3600);
    owe(first, 30_000, BIG, 4 * 3600);
    // Six for each chat, one after the other.
    for (int round = 0; round < 6; round++) {
      rows.update(
          "INSERT INTO alert (chat_id, event_id, due_at)"
              + " SELECT c.id, ? + c.id - (SELECT MIN(id) FROM chat), CURRENT_TIMESTAMP"
              + " - (3600 - CAST(c.id - (SELECT MIN(id) FROM chat) AS INTEGER) / 10) * INTERVAL '1'"
              + " SECOND FROM chat c WHERE c.address NOT IN (?, ?, ?) ORDER BY c.id",
          first + round * CHATS / 10,
          address(BIG),
          address(HELD),
          address(NEW));
    }
    assertThat(number("SELECT COUNT(*) FROM alert")).isEqualTo(100_000);
  }

  /** What the database does by itself in the course of a day. */
  void analyse(JdbcTemplate database) {}

  private void owe(long firstEvent, int count, String person, int secondsAgo) {
    rows.update(
        "INSERT INTO alert (chat_id, event_id, due_at)"
            + " SELECT c.id, e.id, CURRENT_TIMESTAMP - (? - CAST(e.id - ? AS INTEGER) / 100) *"
            + " INTERVAL '1' SECOND FROM chat c, stock_event e"
            + " WHERE c.address = ? AND e.id < ?",
        secondsAgo,
        firstEvent,
        address(person),
        firstEvent + count);
  }

  private String address(String person) {
    return Long.toString(telegram.person(person).knowsTheBot().chatId());
  }

  @BeforeEach
  void nobodyHasClaimed() {
    rows.update(
        "UPDATE chat SET lease_owner = NULL, lease_until = NULL, hold_until = created_at"
            + " WHERE lease_owner IS NOT NULL OR hold_until > created_at");
    rows.update(
        "UPDATE chat SET hold_until = CURRENT_TIMESTAMP + INTERVAL '1' HOUR WHERE address = ?",
        address(HELD));
    outbox = outbox(new Leases(database));
  }

  private Outbox outbox(Leases leases) {
    return new Outbox(
        database,
        leases,
        new AlertText(new Messages(null), false),
        (language, at, zone) -> at.toString(),
        Set.of("telegram"),
        Set.of(),
        new SimpleMeterRegistry());
  }

  @AfterAll
  void stop() {
    bot.close();
    database.close();
    telegram.close();
  }

  @Test
  void hundredsAreClaimedOneAfterTheOther() {
    claims(50);
    long begin = System.nanoTime();
    claims(300);
    Duration each = Duration.ofNanos(System.nanoTime() - begin).dividedBy(300);
    LOG.info("a claim, with 100,000 alerts due: {} us", each.toNanos() / 1000);
    // On a busy machine too; one that reads or sorts all that is due takes longer.
    assertThat(each).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void hundredsAreDeliveredInOrderOfAgeAndWhatHappensNowAmongThem() {
    awaitSecondOfSilence();
    telegram.limitSends(1, Integer.MAX_VALUE);
    Leases leases = leasesOfTheBot();
    Outbox delivering = outbox(leases);
    List<Batch> sent = new ArrayList<>();
    try {
      for (int message = 0; message < MESSAGES; message++) {
        if (message == MESSAGES / 2) {
          oweNew();
        }
        sent.add(deliverNext(delivering, leases));
      }

      List<String> chats = sent.stream().map(batch -> batch.chat().address()).toList();
      assertThat(chats.subList(MESSAGES / 2, MESSAGES / 2 + 2)).contains(address(NEW));
      assertThat(telegram.person(NEW).messages()).hasSize(1);
      for (int claim = 0; claim < MESSAGES; claim += 2) {
        String longest = claim == 0 ? BIG : Integer.toString(claim / 2 - 1);
        assertThat(chats.get(claim)).as("message " + claim).isEqualTo(address(longest));
      }
      assertThat(sent).allSatisfy(batch -> assertThat(batch.ids()).isSorted());
      assertThat(number("SELECT COUNT(*) FROM alert WHERE state = 'delivered'"))
          .isEqualTo(sent.stream().mapToLong(batch -> batch.ids().size()).sum());
      assertThat(
              number(
                  "SELECT COUNT(*) FROM (SELECT"
                      + " MAX(CASE WHEN state = 'delivered' THEN id END) AS newest_told,"
                      + " MIN(CASE WHEN state = 'due' THEN id END) AS oldest_due"
                      + " FROM alert GROUP BY chat_id) a WHERE oldest_due < newest_told"))
          .as("chats with an alert delivered before an older one")
          .isZero();
    } finally {
      telegram.limitSends(Integer.MAX_VALUE, Integer.MAX_VALUE);
      owedAgain();
    }
  }

  /** Through the route, as a sender does it. */
  private Batch deliverNext(Outbox delivering, Leases leases) {
    Batch batch = claimInTime(delivering);
    bot.deliver(batch);
    leases.end(batch.lease());
    return batch;
  }

  private void awaitSecondOfSilence() {
    await()
        .until(
            () ->
                telegram.requests("sendMessage").stream()
                    .allMatch(sent -> sent.receivedAt().isBefore(Instant.now().minusSeconds(1))));
  }

  private Leases leasesOfTheBot() {
    return Objects.requireNonNull(
        bot.camel().getRegistry().lookupByNameAndType("leases", Leases.class));
  }

  private void owedAgain() {
    rows.update("DELETE FROM alert WHERE message IS NOT NULL");
    rows.update("UPDATE alert SET state = 'due', closed_at = NULL WHERE state = 'delivered'");
  }

  private void oweNew() {
    rows.update(
        "INSERT INTO alert (chat_id, message) SELECT id, '{\"html\":\"Hello!\",\"buttons\":[]}'"
            + " FROM chat WHERE address = ?",
        address(NEW));
  }

  @Test
  void healthIsToldInTime() {
    DatabaseWatch watch = new DatabaseWatch(database);
    long begin = System.nanoTime();
    DatabaseWatch.Reading reading = watch.reading();
    LOG.info("health, with 100,000 alerts due: {} ms", (System.nanoTime() - begin) / 1_000_000);

    assertThat(reading.answers()).isTrue();
    DatabaseWatch.Owed owed = await().until(() -> watch.reading().owed(), Objects::nonNull);
    assertThat(owed.alerts()).isEqualTo(100_000);
  }

  @Test
  void everySecondClaimIsOfTheChatThatHasWaitedLongest() {
    List<String> addresses = claims(8).stream().map(batch -> batch.chat().address()).toList();

    assertThat(List.of(addresses.get(0), addresses.get(2), addresses.get(4), addresses.get(6)))
        .containsExactly(address(BIG), address("0"), address("1"), address("2"));
  }

  @Test
  void whatHappensNowDoesNotWaitBehindTheQueue() {
    claims(10);
    oweNew();
    try {
      assertThat(claims(2)).anyMatch(batch -> batch.chat().address().equals(address(NEW)));
    } finally {
      owedAgain();
    }
  }

  @Test
  void burstForAChatThatMustWaitDoesNotHideTheOthers() {
    // All of the newest are of this chat.
    rows.update("UPDATE alert SET due_at = CURRENT_TIMESTAMP WHERE chat_id = " + chat(HELD));

    assertThat(claims(20).stream().map(batch -> batch.chat().address()))
        .hasSize(20)
        .doesNotContain(address(HELD));
    rows.update(
        "UPDATE alert SET due_at = CURRENT_TIMESTAMP - INTERVAL '5' HOUR WHERE chat_id = ?",
        chat(HELD));
  }

  @Test
  void manyOfOneChatAreToldInOrderOfAge() {
    rows.update(
        "UPDATE chat SET hold_until = CURRENT_TIMESTAMP + INTERVAL '1' HOUR WHERE address <> ?",
        address(BIG));
    Leases leases = leasesOfTheBot();
    Outbox delivering = outbox(leases);
    int before = telegram.person(BIG).messages().size();
    List<Long> told = new ArrayList<>();
    for (int message = 0; message < 3; message++) {
      told.addAll(deliverNext(delivering, leases).ids());
      rows.update("UPDATE chat SET hold_until = created_at WHERE address = ?", address(BIG));
    }

    assertThat(told)
        .isEqualTo(
            rows.queryForList(
                "SELECT id FROM alert WHERE chat_id = ? ORDER BY id FETCH FIRST "
                    + told.size()
                    + " ROWS ONLY",
                Long.class,
                chat(BIG)));
    assertThat(telegram.person(BIG).messages()).hasSize(before + 3);
    owedAgain();
  }

  /** The chats that wait are asked for again only after a rest. */
  private static Batch claimInTime(Outbox outbox) {
    return Objects.requireNonNull(
        await().pollDelay(Duration.ZERO).until(outbox::claim, Objects::nonNull));
  }

  private long chat(String person) {
    return number("SELECT id FROM chat WHERE address = '" + address(person) + "'");
  }

  private List<Batch> claims(int count) {
    List<Batch> batches = new ArrayList<>();
    for (int claim = 0; claim < count; claim++) {
      batches.add(Objects.requireNonNull(outbox.claim(), "nothing is due"));
    }
    return batches;
  }

  private long number(String query) {
    return Objects.requireNonNull(rows.queryForObject(query, Long.class));
  }
}
