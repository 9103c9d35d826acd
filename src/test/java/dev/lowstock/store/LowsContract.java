package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Alert;
import dev.lowstock.bot.QuietBot;
import dev.lowstock.etsy.shops.Claimed;
import dev.lowstock.etsy.shops.Lesson;
import dev.lowstock.etsy.shops.LookOutcome;
import dev.lowstock.etsy.shops.LookRecords;
import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.store.EventQueue.ClaimedEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What is told as low to whom, and what is remembered of that, through the real route files, on any
 * database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LowsContract {
  private static final long BLUE_MUGS = 10_000_001;
  private static final long BLUE_MUG = 700_000_001;
  private static final long SHIRT = 700_000_002;
  private static final String ADA = "1001";
  private static final String GRACE = "1002";
  private static final String WEBHOOK = "operator";

  private Database database;
  private QuietBot bot;
  private JdbcTemplate rows;
  private int events;
  private String channels;

  abstract Database open(Path folder);

  /** Without any table. */
  abstract DataSource empty();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = open(folder);
    bot = QuietBot.with(database, "v3", RouteFiles.find("v3", null).includePattern());
    rows = new JdbcTemplate(database.dataSource());
  }

  @AfterAll
  void stop() {
    bot.close();
    database.close();
  }

  @BeforeEach
  void adaWatchesBlueMugs() {
    rows.update("DELETE FROM chat");
    rows.update("DELETE FROM seller");
    channels = "";
    rows.update("INSERT INTO seller (seller_id, shop_name) VALUES (?, 'BlueMugs')", BLUE_MUGS);
    rows.update("INSERT INTO shop_watch (seller_id, shop_id) VALUES (?, 1)", BLUE_MUGS);
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, 't', 's')",
        BLUE_MUGS);
    subscribes(ADA);
  }

  @Test
  void lowIsToldOnceUntilTheListingIsSoldOutOrBackAboveTheThreshold() {
    has(BLUE_MUG, 7);
    firstLook();

    assertThat(falls(BLUE_MUG, 7, 3)).isEmpty();
    assertThat(falls(BLUE_MUG, 3, 2)).containsExactly(ADA);
    assertThat(falls(BLUE_MUG, 2, 1)).isEmpty();

    becomes(BLUE_MUG, 0);
    becomes(BLUE_MUG, 2);
    assertThat(falls(BLUE_MUG, 2, 1)).containsExactly(ADA);

    becomes(BLUE_MUG, 9);
    assertThat(falls(BLUE_MUG, 9, 2)).containsExactly(ADA);
    becomes(BLUE_MUG, 3);
    threshold(ADA, 5);
    assertThat(falls(BLUE_MUG, 3, 2)).containsExactly(ADA);
  }

  @Test
  void raisingTheThresholdSilencesNothingAndLoweringItRepeatsNothing() {
    has(BLUE_MUG, 5);
    firstLook();

    threshold(ADA, 10);
    assertThat(falls(BLUE_MUG, 5, 4)).containsExactly(ADA);
    assertThat(falls(BLUE_MUG, 4, 3)).isEmpty();

    threshold(ADA, 3);
    assertThat(falls(BLUE_MUG, 3, 2)).isEmpty();
    threshold(ADA, 1);
    threshold(ADA, 10);
    assertThat(falls(BLUE_MUG, 2, 1)).containsExactly(ADA);
  }

  @Test
  void numberOfAListingCountsBeforeThatOfItsShop() {
    has(BLUE_MUG, 5);
    firstLook();
    wishes(ADA, BLUE_MUG, 0, 4);

    assertThat(falls(BLUE_MUG, 5, 4)).containsExactly(ADA);
    wishes(ADA, BLUE_MUG, 0, 0);
    assertThat(falls(BLUE_MUG, 4, 1)).isEmpty();
  }

  @Test
  void whatOneChatChoosesChangesNothingForAnother() {
    has(BLUE_MUG, 9);
    subscribes(GRACE);
    firstLook();

    threshold(ADA, 5);
    assertThat(falls(BLUE_MUG, 9, 5)).containsExactly(ADA);
    assertThat(falls(BLUE_MUG, 5, 2)).containsExactly(GRACE);

    becomes(BLUE_MUG, 9);
    wishes(ADA, BLUE_MUG, 0, 0);
    assertThat(falls(BLUE_MUG, 9, 2)).containsExactly(GRACE);
    wishes(ADA, BLUE_MUG, 0, 9);
    assertThat(falls(BLUE_MUG, 2, 1)).as("nothing of it was told to Ada").containsExactly(ADA);
  }

  @Test
  void memoryOfAChatEndsAtItsOwnThreshold() {
    has(BLUE_MUG, 9);
    subscribes(GRACE);
    firstLook();
    threshold(ADA, 5);
    assertThat(falls(BLUE_MUG, 9, 2)).containsExactlyInAnyOrder(ADA, GRACE);

    becomes(BLUE_MUG, 4);

    assertThat(falls(BLUE_MUG, 4, 1)).as("4 was not low to her").containsExactly(GRACE);
  }

  @Test
  void numberOfAVariationCountsBeforeThatOfItsListing() {
    has(SHIRT, 20);
    offers(SHIRT, 21, 8);
    offers(SHIRT, 22, 8);
    subscribes(GRACE);
    firstLook();
    wishes(ADA, SHIRT, 0, 3);
    wishes(ADA, SHIRT, 21, 6);

    assertThat(fallsIn(SHIRT, change(21, 8, 6), change(22, 8, 6))).containsExactly(ADA);
    assertThat(told(ADA)).extracting(OfferingChange::productId).containsExactly(21L);
  }

  @Test
  void whatIsLowAtTheFirstLookIsSoByWhatEachChatChose() {
    has(SHIRT, 20);
    offers(SHIRT, 21, 5);
    offers(SHIRT, 22, 5);
    subscribes(GRACE);
    wishes(ADA, SHIRT, 22, 5);
    threshold(GRACE, 5);

    firstLook();

    assertThat(
            rows.queryForList(
                "SELECT c.address || ' ' || t.variation FROM low_told t JOIN chat c"
                    + " ON c.id = t.chat_id ORDER BY 1",
                String.class))
        .containsExactly(ADA + " 22", GRACE + " 21", GRACE + " 22");
  }

  @Test
  void whatIsLowAtTheFirstLookCountsAsToldToEveryChatAndChannel() {
    has(BLUE_MUG, 2);
    has(SHIRT, 12);
    offers(SHIRT, 21, 2);
    offers(SHIRT, 22, 10);
    rows.update("INSERT INTO chat (channel, address) VALUES ('webhook', 'operator')");
    channels = "webhook";
    subscribes(GRACE);
    firstLook();

    assertThat(falls(BLUE_MUG, 2, 1)).isEmpty();
    assertThat(fallsIn(SHIRT, change(21, 2, 1), change(22, 10, 2)))
        .containsExactlyInAnyOrder(ADA, GRACE, WEBHOOK);
    assertThat(told(ADA)).extracting(OfferingChange::productId).containsExactly(22L);
  }

  @Test
  void databaseOfBeforeCountsWhatIsLowAsToldAtItsNextLook() {
    has(BLUE_MUG, 1);
    rows.update("UPDATE shop_watch SET baseline_at = CURRENT_TIMESTAMP");

    look(listing(BLUE_MUG, 1));

    assertThat(lows()).isEqualTo(1);
    look(listing(BLUE_MUG, 1));
    assertThat(lows()).isEqualTo(1);
  }

  @Test
  void whatIsLowWhenAChatOrAChannelComesToItCountsAsTold() {
    has(BLUE_MUG, 2);
    firstLook();

    channels = "webhook";
    subscribes(GRACE);
    bot.lows().rememberOfChat("telegram", GRACE, BLUE_MUGS);

    assertThat(falls(BLUE_MUG, 2, 1)).isEmpty();
  }

  @Test
  void channelOfTheOperatorHasTheUsualThresholdAndAMemoryOfItsOwn() {
    channels = "webhook";
    has(BLUE_MUG, 9);
    firstLook();
    threshold(ADA, 0);

    assertThat(falls(BLUE_MUG, 9, 5)).isEmpty();
    assertThat(falls(BLUE_MUG, 5, 2)).containsExactly(WEBHOOK);
    threshold(ADA, 3);
    assertThat(falls(BLUE_MUG, 2, 1)).containsExactly(ADA);
    becomes(BLUE_MUG, 3);
    assertThat(falls(BLUE_MUG, 3, 2)).containsExactly(WEBHOOK);
  }

  @Test
  void whatWasToldIsRememberedWhenAGroupBecomesASupergroup() {
    has(BLUE_MUG, 9);
    firstLook();
    subscribes(GRACE);
    assertThat(falls(BLUE_MUG, 9, 2)).containsExactlyInAnyOrder(ADA, GRACE);

    Chats chats = bot.bean("chats", Chats.class);
    chats.move("telegram", ADA, "-1001");
    chats.move("telegram", GRACE, "-1001");

    assertThat(falls(BLUE_MUG, 2, 1)).isEmpty();
  }

  @Test
  void whatWasChosenHoldsWhenAGroupBecomesASupergroupThatIsKnown() {
    has(BLUE_MUG, 9);
    firstLook();
    threshold(ADA, 5);
    wishes(ADA, BLUE_MUG, 0, 7);
    rows.update(
        "UPDATE chat SET language_chosen = 'en', digest = 'daily', time_zone = 'Asia/Tokyo'");
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', '-1001')");

    bot.bean("chats", Chats.class).move("telegram", ADA, "-1001");

    assertThat(
            rows.queryForList(
                "SELECT c.time_zone || ' ' || c.digest || ' ' || c.language_chosen || ' '"
                    + " || x.low_threshold || ' ' || w.low_threshold FROM chat c"
                    + " JOIN subscription x ON x.chat_id = c.id"
                    + " JOIN listing_wish w ON w.chat_id = c.id WHERE c.address = '-1001'",
                String.class))
        .containsExactly("Asia/Tokyo daily en 5 7");
  }

  @Test
  void lowThatWasNeverToldIsToldAtTheNextFall() {
    for (String outcome : List.of("withdrawn", "expired", "dropped", "refused")) {
      rows.update("DELETE FROM listing");
      has(BLUE_MUG, 9);
      firstLook();
      assertThat(falls(BLUE_MUG, 9, 2)).containsExactly(ADA);

      rows.update("UPDATE alert SET state = ?", outcome);

      assertThat(falls(BLUE_MUG, 2, 1)).as(outcome).containsExactly(ADA);
    }
  }

  @Test
  void fallThatIsToldAfterTheListingSoldOutIsNotRemembered() {
    has(BLUE_MUG, 9);
    firstLook();
    Map<String, Object> late = event(BLUE_MUG, 9, 2);
    becomes(BLUE_MUG, 0);
    rows.update(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, quantity)"
            + " VALUES ('gone', 'sold_out', ?, ?, 0)",
        BLUE_MUG,
        BLUE_MUGS);
    becomes(BLUE_MUG, 2);

    owe(late);

    assertThat(falls(BLUE_MUG, 2, 1)).containsExactly(ADA);
  }

  @Test
  void variationThatANodeOfAnOlderVersionWroteIsThatOfItsProductId() {
    has(SHIRT, 12);
    rows.update(
        "INSERT INTO offering (listing_id, product_id, quantity) VALUES (?, 21, 2), (?, 22, 10)",
        SHIRT,
        SHIRT);
    firstLook();

    assertThat(fallsIn(SHIRT, change(21, 2, 1))).isEmpty();
    assertThat(fallsIn(SHIRT, change(22, 10, 2))).containsExactly(ADA);
  }

  @Test
  void eventWaitsWithItsReasonWhenTheFilterIsWrongAndEtsyGivesNoSkus() throws Exception {
    has(BLUE_MUG, 9);
    Map<String, Object> event = event(BLUE_MUG, 9, 2);
    event.put("attempts", 1);
    // Which no key fits, so that Etsy is not asked.
    event.put("token_sealed", "t");
    Map<String, String> wrong = Map.of("ETSY_API", "v3", "lowstock.channels", "nowhere");
    String files = RouteFiles.find("v3", null).includePattern();
    String claim = rows.queryForObject("SELECT MAX(lease_owner) FROM stock_event", String.class);

    try (QuietBot wronged = QuietBot.with(database, wrong, files)) {
      wronged.describe(new ClaimedEvent(Objects.requireNonNull(claim), event));
    }

    assertThat(
            rows.queryForList(
                "SELECT trouble FROM stock_event"
                    + " WHERE described_at IS NULL AND due_at > CURRENT_TIMESTAMP",
                String.class))
        .singleElement()
        .asString()
        .contains("nowhere");
  }

  @Test
  void streamGetsEachEventOnceWhateverIsToldAndHoweverLongItWaits() {
    has(BLUE_MUG, 9);
    firstLook();
    Map<String, Object> event = event(BLUE_MUG, 9, 8);
    Map<String, Object> variables = new HashMap<>();
    variables.put("event", event);
    variables.put("skus", "");
    variables.put("tell", false);
    variables.put("holdSeconds", 600);
    variables.put("streams", "kafka");

    for (int time = 0; time < 2; time++) {
      assertThat(bot.send("outbox:owe", List.of(), variables).getException()).isNull();
    }
    rows.update("UPDATE stock_event SET noticed_at = noticed_at - INTERVAL '7' DAY");

    Outbox.Batch batch = Objects.requireNonNull(bot.outbox().claim(), "nothing is due");
    assertThat(batch.chat().channel()).isEqualTo("kafka");
    assertThat(batch.old()).isFalse();
    assertThat(batch.alerts()).singleElement().extracting(Alert::listingId).isEqualTo(BLUE_MUG);
    assertThat(bot.outbox().claim()).isNull();
  }

  @Test
  void brokerGetsAnAlertAsItWasHoweverLongItWaits() {
    has(BLUE_MUG, 9);
    firstLook();
    Map<String, Object> variables = new HashMap<>();
    variables.put("event", event(BLUE_MUG, 9, 2));
    variables.put("skus", "");
    variables.put("channels", "kafka,webhook");
    assertThat(bot.send("outbox:owe", List.of(), variables).getException()).isNull();
    rows.update("UPDATE stock_event SET noticed_at = noticed_at - INTERVAL '7' HOUR");
    becomes(BLUE_MUG, 12);

    Map<String, Boolean> old = new HashMap<>();
    Map<String, Integer> left = new HashMap<>();
    for (int time = 0; time < 2; time++) {
      Outbox.Batch batch = Objects.requireNonNull(bot.outbox().claim(), "nothing is due");
      old.put(batch.chat().channel(), batch.old());
      left.put(batch.chat().channel(), batch.alerts().get(0).quantity());
    }

    assertThat(old).containsOnly(Map.entry("kafka", false), Map.entry("webhook", true));
    assertThat(left).containsEntry("kafka", 2);
  }

  @Test
  void eventThatIsDescribedTwiceIsOwedOnce() {
    has(BLUE_MUG, 9);
    firstLook();
    becomes(BLUE_MUG, 2);
    Map<String, Object> event = event(BLUE_MUG, 9, 2);

    owe(event);
    owe(event);

    assertThat(rows.queryForObject("SELECT COUNT(*) FROM alert", Integer.class)).isEqualTo(1);
  }

  @Test
  void variationsOfADatabaseOfBeforeAreThoseOfTheirProductIds() {
    DataSource old = empty();
    Flyway.configure().dataSource(old).target("7").load().migrate();
    JdbcTemplate then = new JdbcTemplate(old);
    then.update("INSERT INTO seller (seller_id) VALUES (1)");
    then.update(
        "INSERT INTO listing (listing_id, seller_id, state, quantity, changed_tsz)"
            + " VALUES (5, 1, 'active', 9, 0)");
    then.update(
        "INSERT INTO offering (listing_id, product_id, quantity)"
            + " VALUES (5, 51, 8), (5, 52, 1), (5, 53, NULL)");

    Flyway.configure().dataSource(old).target("8").load().migrate();

    assertThat(then.queryForList("SELECT variation FROM offering ORDER BY product_id", Long.class))
        .containsExactly(51L, 52L, 53L);
    assertThat(
            then.queryForList("SELECT most_seen FROM offering ORDER BY product_id", Integer.class))
        .as("one that is left may be what is left of more")
        .containsExactly(8, null, null);
  }

  @Test
  void databaseOfBeforeComesForwardWithAllThatItHolds() {
    DataSource old = empty();
    Flyway.configure().dataSource(old).target("7").load().migrate();
    JdbcTemplate then = new JdbcTemplate(old);
    then.update("INSERT INTO seller (seller_id, shop_id) VALUES (1, 11)");
    then.update("INSERT INTO shop_watch (seller_id, shop_id) VALUES (1, 11)");
    then.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (1, 't', 's')");
    then.update("INSERT INTO chat (id, channel, address) VALUES (2, 'telegram', '1001')");
    then.update("INSERT INTO subscription (chat_id, seller_id) VALUES (2, 1)");
    then.update(
        "INSERT INTO login (channel, address, token_sealed, secret_sealed)"
            + " VALUES ('telegram', '1001', 't', 's')");
    then.update(
        "INSERT INTO listing (listing_id, seller_id, state, quantity, changed_tsz)"
            + " VALUES (5, 1, 'active', 9, 0)");
    then.update("INSERT INTO offering (listing_id, product_id, quantity) VALUES (5, 51, 8)");
    then.update(
        "INSERT INTO stock_event (id, event_key, kind, listing_id, seller_id)"
            + " VALUES (7, 'key', 'sold_out', 5, 1)");
    then.update("INSERT INTO alert (chat_id, event_id) VALUES (2, 7)");

    Flyway.configure().dataSource(old).load().migrate();

    assertThat(
            then.queryForList(
                "SELECT c.address FROM alert a JOIN chat c ON c.id = a.chat_id"
                    + " JOIN stock_event e ON e.id = a.event_id"
                    + " JOIN subscription x ON x.chat_id = c.id AND x.seller_id = e.seller_id"
                    + " JOIN offering o ON o.listing_id = e.listing_id AND o.variation = 51"
                    + " WHERE a.state = 'due' AND a.missed = FALSE AND c.closed_tries = 0",
                String.class))
        .containsExactly("1001");
  }

  @Test
  void databaseOfBeforeKeepsForEachChatWhatItsSellerChose() {
    DataSource old = empty();
    Flyway.configure().dataSource(old).target("15").load().migrate();
    JdbcTemplate then = new JdbcTemplate(old);
    then.update("INSERT INTO seller (seller_id, low_threshold) VALUES (1, 5), (2, NULL), (3, 0)");
    then.update(
        "INSERT INTO listing (listing_id, seller_id, state, quantity, changed_tsz, low_threshold)"
            + " VALUES (11, 1, 'active', 9, 0, 3), (12, 1, 'active', 9, 0, NULL),"
            + " (21, 2, 'active', 9, 0, 0)");
    then.update(
        "INSERT INTO chat (id, channel, address)"
            + " VALUES (7, 'telegram', '1001'), (8, 'telegram', '1002')");
    then.update(
        "INSERT INTO subscription (chat_id, seller_id) VALUES (7, 1), (8, 1), (8, 2), (8, 3)");

    Flyway.configure().dataSource(old).load().migrate();

    assertThat(
            then.queryForList(
                "SELECT chat_id || ':' || seller_id || ':' || COALESCE(low_threshold, -1)"
                    + " FROM subscription ORDER BY 1",
                String.class))
        .containsExactly("7:1:5", "8:1:5", "8:2:-1", "8:3:0");
    assertThat(
            then.queryForList(
                "SELECT chat_id || ':' || listing_id || ':' || variation || ':' || low_threshold"
                    + " FROM listing_wish ORDER BY 1",
                String.class))
        .containsExactly("7:11:0:3", "8:11:0:3", "8:21:0:0");
  }

  private void subscribes(String address) {
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', ?)", address);
    rows.update(
        "INSERT INTO subscription (chat_id, seller_id)"
            + " SELECT id, CAST(? AS BIGINT) FROM chat WHERE address = ?",
        BLUE_MUGS,
        address);
  }

  /** As the chat would set it. */
  private void threshold(String address, int count) {
    rows.update(
        "UPDATE subscription SET low_threshold = ?"
            + " WHERE chat_id = (SELECT id FROM chat WHERE address = ?)",
        count,
        address);
    new ToldLows(database, 2).forget(List.of(BLUE_MUGS));
  }

  /** As the chat would set it; variation 0 is the whole listing. */
  private void wishes(String address, long listing, long variation, int count) {
    rows.update(
        "DELETE FROM listing_wish WHERE chat_id = (SELECT id FROM chat WHERE address = ?)"
            + " AND listing_id = ? AND variation = ?",
        address,
        listing,
        variation);
    rows.update(
        "INSERT INTO listing_wish (chat_id, listing_id, variation, low_threshold)"
            + " SELECT id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS INTEGER)"
            + " FROM chat WHERE address = ?",
        listing,
        variation,
        count,
        address);
    new ToldLows(database, 2).forget(List.of(BLUE_MUGS));
  }

  private void has(long listing, int quantity) {
    rows.update(
        "INSERT INTO listing (listing_id, seller_id, state, title, quantity, changed_tsz)"
            + " VALUES (?, ?, 'active', 'Blue mug', ?, 0)",
        listing,
        BLUE_MUGS,
        quantity);
  }

  private void offers(long listing, long variation, int quantity) {
    rows.update(
        "INSERT INTO offering (listing_id, product_id, variation, quantity) VALUES (?, ?, ?, ?)",
        listing,
        variation,
        variation,
        quantity);
  }

  private void firstLook() {
    look();
  }

  /** A look sees another number, without an event. */
  private void becomes(long listing, int quantity) {
    rows.update(
        "UPDATE listing SET quantity = ?, state = ? WHERE listing_id = ?",
        quantity,
        quantity == 0 ? "sold_out" : "active",
        listing);
    look(listing(listing, quantity));
  }

  /** What a look brings to the memory of lows. */
  private void look(Listing... changed) {
    rows.update("UPDATE shop_watch SET lease_owner = 'look'");
    LookOutcome outcome =
        new LookOutcome(
            List.of(changed),
            List.of(),
            List.of(),
            false,
            false,
            false,
            true,
            false,
            1,
            0,
            1000,
            new Lesson(0.1, 0, 0, List.of()));
    LookRecords records = bot.lookRecords();
    try {
      records.record(Claimed.shop(BLUE_MUGS, lowsKeptAt()), outcome, look -> {});
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Instant lowsKeptAt() {
    OffsetDateTime time =
        rows.queryForObject("SELECT lows_kept_at FROM shop_watch", OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Who hears of a fall of a listing without variations; {@code operator} is a channel. */
  private List<String> falls(long listing, int before, int now) {
    becomes(listing, now);
    owe(event(listing, before, now));
    return owed();
  }

  private List<String> fallsIn(long listing, OfferingChange... changes) {
    owe(event(listing, 12, 3, changes));
    return owed();
  }

  private List<String> owed() {
    return rows.queryForList(
        "SELECT c.address FROM alert a JOIN chat c ON c.id = a.chat_id"
            + " WHERE a.event_id = (SELECT MAX(event_id) FROM alert) AND a.event_id ="
            + " (SELECT MAX(id) FROM stock_event) ORDER BY c.address",
        String.class);
  }

  private List<OfferingChange> told(String address) {
    return OfferingJson.read(
        rows.queryForObject(
            "SELECT a.offerings FROM alert a JOIN chat c ON c.id = a.chat_id WHERE c.address = ?",
            String.class,
            address));
  }

  private Map<String, Object> event(long listing, int before, int now, OfferingChange... changes) {
    String key = listing + ":low:" + ++events;
    rows.update(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, quantity,"
            + " quantity_before, offerings, lease_owner) VALUES (?, 'low', ?, ?, ?, ?, ?, ?)",
        key,
        listing,
        BLUE_MUGS,
        now,
        before,
        new OfferingJson().write(List.of(changes)),
        key);
    return rows.queryForMap(
        "SELECT id, kind, listing_id, seller_id, quantity, quantity_before, offerings"
            + " FROM stock_event WHERE event_key = ?",
        key);
  }

  private static OfferingChange change(long variation, int before, int now) {
    return new OfferingChange(variation, variation, null, "Size " + variation, now, before, false);
  }

  private static Listing listing(long id, int quantity) {
    return new Listing(id, BLUE_MUGS, "active", "Blue mug", null, null, 0, null, quantity);
  }

  private void owe(Map<String, Object> event) {
    Map<String, Object> variables =
        Map.of("event", event, "skus", "", "tell", true, "holdSeconds", 0, "channels", channels);
    Object recipients =
        bot.send("sql:classpath:sql/select-recipients.sql", event, variables)
            .getMessage()
            .getBody();
    assertThat(bot.send("outbox:owe", recipients, variables).getException()).isNull();
  }

  private int lows() {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM low_told", Integer.class));
  }
}
