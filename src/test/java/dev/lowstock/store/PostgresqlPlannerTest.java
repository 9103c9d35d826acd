package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The planner's choices on a PostgreSQL. */
class PostgresqlPlannerTest extends PlannerContract {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresqlPlannerTest.class);

  /** What is asked when a call is free for a look, and what for a sweep. */
  private static final List<String> CHOOSING =
      List.of(
          "claim-due-shops",
          "claim-next-shop",
          "pay-look",
          "select-claimed-shops",
          "claim-sweep",
          "select-sweep");

  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }

  @Override
  DataSource empty() {
    return new DriverManagerDataSource(SERVER.newDatabase());
  }

  @Test
  void whatIsNextIsFoundThroughIndexes() {
    try (Database many = full(Integer.getInteger("lowstock.listings", 50_000))) {
      JdbcTemplate rows = new JdbcTemplate(many.dataSource());

      for (String statement : CHOOSING) {
        LOG.info("{}: {}", statement, times(many, rows, text(statement)));
      }
      String sweep = text("select-sweep");
      String choice = sweep.substring(sweep.indexOf("FROM (") + 6, sweep.indexOf(") l\n"));
      LOG.info("of which the choice of listings: {}", times(many, rows, choice));

      assertThat(plan(rows, "select-sweep"))
          .contains("using listing_sweep on listing")
          .doesNotContainPattern("Seq Scan on (listing|shop_watch)\\b");
      assertThat(plan(rows, "claim-due-shops")).doesNotContain("Seq Scan on shop_watch");
      assertThat(plan(rows, "claim-next-shop"))
          .contains("using shop_watch_due on shop_watch")
          .doesNotContainPattern("Seq Scan on (listing|shop_watch)\\b");
    }
  }

  /** A database of that many listings, sixty in a shop, as they are while calls are scarce. */
  private Database full(int listings) {
    Database many = SERVER.open();
    JdbcTemplate rows = new JdbcTemplate(many.dataSource());
    // Below some thousand shops it is right to read them all.
    int shops = Math.max(20_000, listings / 60);
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', '1001')");
    rows.update(
        "INSERT INTO seller (seller_id, shop_id) SELECT n, n FROM generate_series(1, ?) n", shops);
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed)"
            + " SELECT seller_id, repeat('t', 100), repeat('s', 100) FROM seller");
    rows.update(
        "INSERT INTO subscription (chat_id, seller_id) SELECT c.id, s.seller_id FROM chat c, seller s");
    rows.update(
        "INSERT INTO shop_watch (seller_id, shop_id, baseline_at, full_look_at, seen_at, due_at)"
            + " SELECT seller_id, shop_id, now(), now(), now(), now() + (random() - 0.01) * INTERVAL '1 day'"
            + " FROM seller");
    rows.update(
        "INSERT INTO listing (listing_id, seller_id, state, title, url, quantity, changed_tsz,"
            + " updated_tsz, most_seen, sold, sold_days, sold_at, seen_at, sweep_at)"
            + " SELECT n, 1 + n % ?, 'active', 'Listing ' || n, 'https://www.etsy.com/listing/' || n,"
            + " 1 + n % 20, 0, 0, 20, random(), 30 * random(), now(), now(),"
            + " now() + random() * INTERVAL '1 day' FROM generate_series(1, ?) n",
        shops, listings);
    rows.execute("ANALYZE");
    return many;
  }

  private static String plan(JdbcTemplate rows, String statement) {
    return String.join(
        "\n", rows.queryForList("EXPLAIN (COSTS OFF) " + text(statement), String.class));
  }

  /** What the database says that it takes, once it is warm; what it did is undone. */
  private static String times(Database many, JdbcTemplate rows, String statement) {
    TransactionTemplate undone =
        new TransactionTemplate(new DataSourceTransactionManager(many.dataSource()));
    String explain = "EXPLAIN (ANALYZE, TIMING OFF) " + statement;
    List<String> times = new ArrayList<>();
    for (int n = 0; n < 41; n++) {
      undone.executeWithoutResult(
          status -> {
            status.setRollbackOnly();
            List<String> plan = rows.queryForList(explain, String.class);
            times.add(plan.get(plan.size() - 1));
          });
    }
    times.sort(Comparator.comparingDouble(PostgresqlPlannerTest::millis));
    return "median of 41 runs: " + times.get(20);
  }

  private static double millis(String time) {
    return Double.parseDouble(time.replaceAll("[^0-9.]", ""));
  }

  /** A statement as the program would send it. */
  private static String text(String statement) {
    return SqlFiles.bundled(Database.Kind.POSTGRESQL)
        .text(statement)
        .replace(":claim", "'claim'")
        .replace(":idle", "FALSE")
        .replace(":usualThreshold", "2")
        .replace(":mostListings", "2147483647")
        .replace(":most", "4")
        .replace(":millis", "64000");
  }
}
