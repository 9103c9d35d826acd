package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Noticed;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.StockEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept of listings and noticed in them, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StockRowsContract {
  private static final long BLUE_MUGS = 10_000_001;
  private static final long RED_POTS = 10_000_002;
  private static final long BLUE_MUG = 700_000_001;

  /** More than go to the database at a time. */
  private static final int MANY = 1_201;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Database database;
  private JdbcTemplate rows;
  private StockRows stockRows;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path folder) {
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
    stockRows = new StockRows(database);
    log.start();
    ((Logger) LoggerFactory.getLogger(StockRows.class)).addAppender(log);
  }

  @AfterAll
  void stop() {
    ((Logger) LoggerFactory.getLogger(StockRows.class)).detachAppender(log);
    database.close();
  }

  @BeforeEach
  void empty() {
    log.list.clear();
    rows.update("DELETE FROM seller");
    rows.update("INSERT INTO seller (seller_id) VALUES (?)", BLUE_MUGS);
    rows.update("INSERT INTO seller (seller_id) VALUES (?)", RED_POTS);
  }

  @Test
  void everyListingAndProductOfAVeryLargeShopIsKept() {
    List<Listing> shop =
        LongStream.rangeClosed(1, MANY)
            .mapToObj(n -> mug(n, (int) n, offering(10 * n, "S"), offering(10 * n + 1, "M")))
            .toList();

    stockRows.record(new Noticed(shop, List.of()));
    stockRows.record(new Noticed(shop, List.of()));

    assertThat(sum("SELECT COUNT(*) FROM listing")).isEqualTo(MANY);
    assertThat(sum("SELECT SUM(quantity) FROM listing")).isEqualTo(MANY * (MANY + 1) / 2);
    assertThat(sum("SELECT COUNT(DISTINCT product_id) FROM offering")).isEqualTo(2 * MANY);
  }

  @Test
  void productsThatAreToldTakeThePlaceOfThoseThatWereKnown() {
    stockRows.record(noticed(mug(BLUE_MUG, 9, offering(1, "S"), offering(2, "M"))));
    stockRows.record(noticed(mug(BLUE_MUG, 9, offering(3, "S"))));
    assertThat(rows.queryForList("SELECT product_id FROM offering", Long.class))
        .containsExactly(3L);

    stockRows.record(noticed(mug(BLUE_MUG, 8)));
    assertThat(sum("SELECT COUNT(*) FROM offering")).as("of an empty inventory").isZero();
  }

  @Test
  void productsThatAreNotToldStay() {
    stockRows.record(noticed(mug(BLUE_MUG, 9, offering(1, "S"))));

    stockRows.record(
        noticed(
            new Listing(
                BLUE_MUG, BLUE_MUGS, "active", "Blue mug", null, null, 1, 1, null, 8, null)));

    assertThat(sum("SELECT COUNT(*) FROM offering")).isOne();
    assertThat(sum("SELECT quantity FROM listing")).isEqualTo(8);
    assertThat(sum("SELECT most_seen FROM listing")).isEqualTo(9);
  }

  @Test
  void whatEtsyDoesNotSayIsKeptAsUnknown() {
    stockRows.record(
        new Noticed(
            List.of(
                new Listing(
                    BLUE_MUG,
                    BLUE_MUGS,
                    "edit",
                    null,
                    null,
                    null,
                    0,
                    1,
                    null,
                    null,
                    List.of(new Offering(1, 1, null, null, null, null, null)))),
            List.of(event("unknown", null, List.of()))));

    assertThat(rows.queryForMap("SELECT title, url, quantity FROM listing").values())
        .containsOnlyNulls();
    assertThat(
            rows.queryForMap("SELECT sku, name, quantity, most_seen, hidden FROM offering")
                .values())
        .containsOnlyNulls();
    assertThat(
            rows.queryForMap(
                    "SELECT title, shop_name, url, section_id, quantity, quantity_before, skus,"
                        + " offerings FROM stock_event")
                .values())
        .containsOnlyNulls();
  }

  @Test
  void eventKeepsSkusOneALineAndTheVariationsThatItIsAbout() {
    OfferingChange small = new OfferingChange(1, 1, "MUG-S", "Small", 0, 2, false);

    stockRows.record(
        new Noticed(List.of(), List.of(event("a", List.of("MUG-S", "MUG-M"), List.of(small)))));

    Map<String, Object> event = rows.queryForMap("SELECT skus, offerings FROM stock_event");
    assertThat(event).containsEntry("skus", "MUG-S\nMUG-M");
    assertThat(OfferingJson.read((String) event.get("offerings"))).containsExactly(small);
  }

  @Test
  void sameEventIsRecordedOnceAndLoggedOnce() {
    StockEvent first = event("first", null, List.of());
    StockEvent second = event("second", null, List.of());

    stockRows.record(new Noticed(List.of(), List.of(first)));
    stockRows.record(new Noticed(List.of(), List.of(first, second, second)));

    assertThat(rows.queryForList("SELECT event_key FROM stock_event ORDER BY id", String.class))
        .containsExactly("first", "second");
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .hasSize(2)
        .containsOnly("Noticed: listing " + BLUE_MUG + " of seller " + BLUE_MUGS + ", sold_out");
  }

  @Test
  void whatItsTransactionDoesNotCommitIsNotKept() {
    new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()))
        .executeWithoutResult(
            status -> {
              stockRows.record(
                  new Noticed(
                      List.of(mug(BLUE_MUG, 9, offering(1, "S"))),
                      List.of(event("lost", null, List.of()))));
              status.setRollbackOnly();
            });

    for (String table : List.of("listing", "offering", "stock_event")) {
      assertThat(sum("SELECT COUNT(*) FROM " + table)).as(table).isZero();
    }
  }

  @Test
  void eventThatWasJustRecordedIsClaimedInTheSameTransactionAndByNobodyElse() {
    Leases leases = new Leases(database);
    EventQueue events = new EventQueue(database, leases);

    List<EventQueue.ClaimedEvent> claimed =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()))
            .execute(
                status -> {
                  List<StockEvent> recorded =
                      stockRows.record(
                          new Noticed(
                              List.of(named(BLUE_MUG, "BlueMugs")),
                              List.of(event("a", null, List.of()), event("b", null, List.of()))));
                  return events.claimRecorded(recorded.subList(0, 1));
                });

    assertThat(Objects.requireNonNull(claimed))
        .singleElement()
        .satisfies(
            first ->
                assertThat(first.event())
                    .containsEntry("listing_id", BLUE_MUG)
                    .containsEntry("shop_name", "BlueMugs"));
    assertThat(leases.held("stock_event")).containsExactly(claimed.get(0).lease());
    assertThat(new EventQueue(database, new Leases(database)).claim(8)).hasSize(1);
    assertThat(sum("SELECT COUNT(*) FROM stock_event WHERE lease_until > CURRENT_TIMESTAMP"))
        .isEqualTo(2);
  }

  @Test
  void shopIsNamedAsItsNewestListingSays() {
    stockRows.record(noticed(named(1, "BlueMug"), named(2, "BlueMugs"), mug(3, 1)));

    assertThat(
            rows.queryForObject(
                "SELECT shop_name FROM seller WHERE seller_id = ?", String.class, BLUE_MUGS))
        .isEqualTo("BlueMugs");
    assertThat(sum("SELECT COUNT(*) FROM seller WHERE shop_name IS NULL")).isOne();
  }

  @Test
  void sellersOfWhomSomebodyWantsToHearAreWatched() {
    rows.update("DELETE FROM chat");
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', '1001')");
    rows.update("INSERT INTO subscription (chat_id, seller_id) SELECT id, ? FROM chat", RED_POTS);
    Listing pot = new Listing(2, RED_POTS, "active", null, null, null, 1, null, null);

    assertThat(stockRows.watchedSellers(List.of(mug(1, 1), pot))).containsExactly(RED_POTS);
    assertThat(stockRows.watchedSellers(List.of(mug(1, 1)))).isEmpty();
    assertThat(stockRows.watchedSellers(List.of())).isEmpty();
  }

  private static Noticed noticed(Listing... listings) {
    return new Noticed(List.of(listings), List.of());
  }

  private static Listing mug(long id, int quantity, Offering... offerings) {
    return new Listing(
        id,
        BLUE_MUGS,
        "active",
        "Blue mug",
        null,
        "https://www.etsy.com/listing/" + id,
        1,
        1,
        null,
        quantity,
        Stream.of(offerings).toList());
  }

  private static Listing named(long id, String shop) {
    return new Listing(id, BLUE_MUGS, "active", "Blue mug", shop, null, 1, null, 1);
  }

  private static Offering offering(long productId, String name) {
    return new Offering(productId, "MUG-" + name, name, 3);
  }

  private static StockEvent event(
      String key, @Nullable List<String> skus, List<OfferingChange> offerings) {
    return new StockEvent(
        key,
        StockEvent.SOLD_OUT,
        BLUE_MUG,
        BLUE_MUGS,
        null,
        null,
        null,
        null,
        null,
        null,
        skus,
        offerings);
  }

  private int sum(String query) {
    return Objects.requireNonNull(rows.queryForObject(query, Integer.class));
  }
}
