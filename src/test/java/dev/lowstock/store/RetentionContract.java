package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.bot.QuietBot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What is kept, and for how long: as the bot does it, on any database. Time is moved in the rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RetentionContract {
  static final long BLUE_MUGS = 10_000_001;
  static final long RED_POTS = 10_000_002;
  private static final long MUG = 700_000_001;

  Database database;
  QuietBot bot;
  JdbcTemplate rows;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
    bot =
        QuietBot.with(
            database,
            Map.of("ETSY_API", "v3", "RETENTION_DAYS", "30"),
            "classpath:routes/keep-house.camel.yaml,classpath:routes/database-away.camel.yaml");
  }

  @AfterAll
  void stop() {
    bot.close();
    database.close();
  }

  @BeforeEach
  void adaWatchesBlueMugs() {
    for (String table : List.of("webhook_delivery", "login", "chat", "seller")) {
      rows.update("DELETE FROM " + table);
    }
    shop(BLUE_MUGS);
    chat("Ada", BLUE_MUGS);
  }

  @Test
  void closedAlertsAndTheirEventsGoAfterThirtyDays() throws Exception {
    for (String state :
        List.of("delivered", "withdrawn", "refused", "retired", "expired", "dropped")) {
      owe("old " + state, state, 31);
      owe("young " + state, state, 29);
    }

    tidyUp();

    assertThat(events()).hasSize(6).allMatch(key -> key.startsWith("young"));
    assertThat(count("alert")).isEqualTo(6);
  }

  @Test
  void readyMadeMessagesGoAsWell() throws Exception {
    rows.update(
        "INSERT INTO alert (chat_id, message, state, closed_at) SELECT id, '{}', 'delivered',"
            + " CURRENT_TIMESTAMP - INTERVAL '31' DAY FROM chat");

    tidyUp();

    assertThat(count("alert")).isZero();
  }

  @Test
  void eventStaysWhileAnAlertOfItIsOpen() throws Exception {
    owe("owed", "due", 31);
    rows.update("UPDATE alert SET created_at = CURRENT_TIMESTAMP");
    event("told to nobody", 31);
    event("not described yet", 31);
    rows.update("UPDATE stock_event SET described_at = NULL WHERE event_key LIKE 'not%'");

    tidyUp();

    assertThat(events()).containsExactlyInAnyOrder("owed", "not described yet");
    assertThat(count("alert WHERE state = 'due'")).isEqualTo(1);
  }

  @Test
  void whatCouldNotBeDeliveredForThirtyDaysIsGivenUp() throws Exception {
    owe("old", "due", 31);
    owe("young", "due", 29);

    tidyUp();

    assertThat(count("alert WHERE state = 'expired' AND closed_at IS NOT NULL")).isEqualTo(1);
    assertThat(count("alert WHERE state = 'due'")).isEqualTo(1);
    assertThat(events()).hasSize(2);
  }

  @Test
  void whatIsOwedToARetiredChatIsClosed() throws Exception {
    owe("owed", "due", 1);
    rows.update("UPDATE chat SET retired_at = CURRENT_TIMESTAMP - INTERVAL '2' HOUR");

    tidyUp();

    assertThat(count("alert WHERE state = 'retired'")).isEqualTo(1);
  }

  @Test
  void chatThatDoesNotComeBackGoesWithTheShopsThatNobodyElseWatches() throws Exception {
    shop(RED_POTS);
    long grace = chat("Grace", BLUE_MUGS, RED_POTS);
    owe("old", "delivered", 1);
    rows.update(
        "UPDATE chat SET retired_at = CURRENT_TIMESTAMP - INTERVAL '31' DAY WHERE id = ?", grace);
    chat("Bob", BLUE_MUGS);
    rows.update("UPDATE chat SET retired_at = CURRENT_TIMESTAMP WHERE address = 'Bob'");

    tidyUp();

    assertThat(rows.queryForList("SELECT address FROM chat", String.class))
        .containsExactlyInAnyOrder("Ada", "Bob");
    assertThat(rows.queryForList("SELECT seller_id FROM seller", Long.class))
        .containsExactly(BLUE_MUGS);
    assertThat(count("etsy_grant")).isEqualTo(1);
    assertThat(count("alert")).isEqualTo(1);
  }

  @Test
  void listingThatIsNotFoundAnyMoreGoesUnlessAnAlertOfItIsOpen() throws Exception {
    listing(MUG, 31);
    listing(MUG + 1, 29);
    listing(MUG + 2, 31);
    owe("owed", "due", 1);
    rows.update("UPDATE stock_event SET listing_id = ?", MUG + 2);

    tidyUp();

    assertThat(rows.queryForList("SELECT listing_id FROM listing", Long.class))
        .containsExactlyInAnyOrder(MUG + 1, MUG + 2);
  }

  @Test
  void loginsGoAfterADayAndWebhooksAfterThree() throws Exception {
    rows.update(
        "INSERT INTO login (channel, address, token_sealed, secret_sealed, started_at)"
            + " VALUES ('telegram', '1', 't', 's', CURRENT_TIMESTAMP - INTERVAL '25' HOUR)");
    for (int day = 1; day <= 5; day++) {
      rows.update(
          "INSERT INTO webhook_delivery (webhook_id, event_type, shop_id, received_at, worked_at)"
              + " VALUES (?, 'order.paid', 1, CURRENT_TIMESTAMP - CAST(? AS INTEGER) * INTERVAL '1' DAY,"
              + " CURRENT_TIMESTAMP)",
          "msg " + day,
          day);
    }
    rows.update("UPDATE shop_watch SET shop_id = 1");
    rows.update("UPDATE webhook_delivery SET worked_at = NULL WHERE webhook_id = 'msg 5'");

    tidyUp();

    assertThat(count("login")).isZero();
    assertThat(rows.queryForList("SELECT webhook_id FROM webhook_delivery", String.class))
        .as("the last is not worked on yet")
        .containsExactlyInAnyOrder("msg 1", "msg 2", "msg 5");
  }

  @Test
  void manyGoInBatches() throws Exception {
    for (int n = 0; n < 1_100; n++) {
      owe("old " + n, "delivered", 31);
    }
    owe("young", "delivered", 1);

    tidyUp();

    assertThat(events()).containsExactly("young");
  }

  @Test
  void oneNodeTidiesUp() throws Exception {
    owe("old", "delivered", 31);
    rows.update(
        "UPDATE node_lease SET lease_owner = 'another node', lease_until = CURRENT_TIMESTAMP + INTERVAL '1' MINUTE"
            + " WHERE name = 'tidy-up'");
    tidying().tidyUp();
    assertThat(events()).hasSize(1);

    rows.update("UPDATE node_lease SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    tidying().tidyUp();
    assertThat(events()).isEmpty();
  }

  @Test
  void deadLetterOfAChatThatWatchesNothingIsKept() throws Exception {
    long operator = chat("operator");
    chat("idle");
    rows.update("UPDATE chat SET created_at = CURRENT_TIMESTAMP - INTERVAL '2' DAY");
    event("refused", 1);
    rows.update(
        "INSERT INTO alert (chat_id, event_id, state, closed_at) SELECT ?, id, 'refused', CURRENT_TIMESTAMP"
            + " FROM stock_event",
        operator);

    tidyUp();

    assertThat(rows.queryForList("SELECT address FROM chat", String.class))
        .containsExactlyInAnyOrder("Ada", "operator");
    assertThat(count("alert WHERE state = 'refused'")).isEqualTo(1);
  }

  /** As if no node had begun with it in the last fifty minutes. */
  private void tidyUp() throws InterruptedException {
    tidying().forgetOldRows();
  }

  private Tidying tidying() {
    return bot.bean("tidying", Tidying.class);
  }

  void shop(long seller) {
    rows.update("INSERT INTO seller (seller_id) VALUES (?)", seller);
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, 't', 's')",
        seller);
    rows.update("INSERT INTO shop_watch (seller_id, shop_id) VALUES (?, ?)", seller, seller);
  }

  long chat(String address, long... sellers) {
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', ?)", address);
    long chat = id("chat WHERE address = '" + address + "'");
    for (long seller : sellers) {
      rows.update("INSERT INTO subscription (chat_id, seller_id) VALUES (?, ?)", chat, seller);
    }
    return chat;
  }

  private void event(String key, int days) {
    rows.update(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, noticed_at, described_at)"
            + " VALUES (?, 'sold_out', ?, ?, CURRENT_TIMESTAMP - CAST(? AS INTEGER) * INTERVAL '1' DAY,"
            + " CURRENT_TIMESTAMP - CAST(? AS INTEGER) * INTERVAL '1' DAY)",
        key,
        MUG,
        BLUE_MUGS,
        days,
        days);
  }

  /** An alert of each chat, made and closed so many days ago. */
  private void owe(String key, String state, int days) {
    event(key, days);
    rows.update(
        "INSERT INTO alert (chat_id, event_id, state, created_at, closed_at)"
            + " SELECT c.id, e.id, ?, e.described_at,"
            + " CASE WHEN ? = 'due' THEN NULL ELSE e.described_at END"
            + " FROM chat c, stock_event e WHERE e.event_key = ?",
        state,
        state,
        key);
  }

  private void listing(long id, int missingDays) {
    rows.update(
        "INSERT INTO listing (listing_id, seller_id, state, changed_tsz, missing_since)"
            + " VALUES (?, ?, 'active', 0, CURRENT_TIMESTAMP - CAST(? AS INTEGER) * INTERVAL '1' DAY)",
        id,
        BLUE_MUGS,
        missingDays);
  }

  private List<String> events() {
    return rows.queryForList("SELECT event_key FROM stock_event", String.class);
  }

  private long id(String from) {
    return Objects.requireNonNull(rows.queryForObject("SELECT MAX(id) FROM " + from, Long.class));
  }

  int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }
}
