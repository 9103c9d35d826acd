package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * How PostgreSQL would run each statement with a million sellers and three million listings.
 *
 * <p>PostgreSQL multiplies the rows a page that it has on record ({@code pg_class}) with the pages
 * that a table really has, and knows how values are spread from {@code ANALYZE}. So a sample of
 * thousands is analyzed, and then its rows a page are multiplied: it plans, with nothing switched
 * off, as it would for the whole. What it takes is then by its own costs: a plan that reads a whole
 * index is found by its cost, as one that reads a whole table is found by its name.
 */
final class PostgresqlPlansTest {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  private static final int SELLERS = 2_000;
  private static final int MILLION = 1_000_000;

  /** In PostgreSQL's unit, a page read; reading a million rows takes 10,000 for the rows alone. */
  private static final double MOST = 6_000;

  /** Those that grow with the sellers; of all others there are few rows. */
  private static final Set<String> LARGE =
      Set.of(
          "seller",
          "etsy_grant",
          "chat",
          "subscription",
          "shop_watch",
          "listing",
          "offering",
          "listing_wish",
          "low_told",
          "stock_event",
          "alert");

  /** It is for the embedded database. */
  private static final String OF_HSQLDB = "select-latest-time";

  private static final String OPERATOR = "an operator asks for all alerts in a state";
  private static final String TIDYING = "once an hour, on one node: finds what nothing refers to";

  /** Statements that may read much, and why. */
  private static final Map<String, String> MAY_READ_MUCH =
      Map.ofEntries(
          Map.entry("drop-alerts", OPERATOR),
          Map.entry("free-chats-to-replay", OPERATOR),
          Map.entry("replay-alerts", OPERATOR),
          Map.entry("sum-undelivered", OPERATOR),
          Map.entry("forget-stock-events", TIDYING),
          Map.entry("lock-idle-chats", TIDYING),
          Map.entry("select-unwatched-sellers", TIDYING),
          Map.entry("remember-lows-of-channel", "once, when a channel of the operator's is new"),
          Map.entry("select-chats-etsy-is-away-for", "all chats, while no look is allowed at all"),
          Map.entry("sum-shops", "the pace of looks and sweeps is of all shops together"));

  @Test
  void everyStatementFindsItsRowsByAnIndex() throws SQLException {
    String url = SERVER.newDatabase();
    Database.openServer(url, "postgres", "postgres").close();
    // In simple mode, the driver does not ask for values of $1.
    String simple = url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple";
    try (Connection connection = DriverManager.getConnection(simple, "postgres", "postgres")) {
      JdbcTemplate rows = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
      fill(rows);
      SqlFiles bundled = SqlFiles.bundled(Database.Kind.POSTGRESQL);

      Map<String, String> reading = new TreeMap<>();
      for (String name : bundled.names()) {
        JsonNode plan = plan(rows, bundled.text(name));
        Set<String> whole = new TreeSet<>();
        readWhole(plan, whole);
        double cost = plan.get("Total Cost").asDouble();
        if (!name.equals(OF_HSQLDB) && (!whole.isEmpty() || cost > MOST)) {
          reading.put(
              name,
              "cost %.0f, whole tables: %s%n%s"
                  .formatted(cost, whole, text(rows, bundled.text(name))));
        }
      }

      assertThat(reading.keySet()).as("%s", reading).isEqualTo(MAY_READ_MUCH.keySet());
    }
  }

  private static JsonNode plan(JdbcTemplate rows, String statement) {
    String json =
        String.join(
            "",
            rows.queryForList(
                "EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + numbered(statement), String.class));
    try {
      return new ObjectMapper().readTree(json).get(0).get("Plan");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }

  private static String text(JdbcTemplate rows, String statement) {
    return String.join(
        "\n", rows.queryForList("EXPLAIN (GENERIC_PLAN) " + numbered(statement), String.class));
  }

  /** With {@code $1} for a name; how many rows are wanted is given, as it decides on the plan. */
  private static String numbered(String statement) {
    String marked =
        NamedParameterUtils.parseSqlStatementIntoString(
            statement.replaceAll("(?i)(LIMIT|FETCH FIRST) :\\w+", "$1 20"));
    StringBuilder numbered = new StringBuilder();
    int parameters = 0;
    for (String part : marked.split("\\?", -1)) {
      if (parameters > 0) {
        numbered.append('$').append(parameters);
      }
      numbered.append(part);
      parameters++;
    }
    return numbered.toString();
  }

  private static void readWhole(JsonNode node, Set<String> tables) {
    String table = node.path("Relation Name").asText();
    if (node.path("Node Type").asText().contains("Seq Scan") && LARGE.contains(table)) {
      tables.add(table);
    }
    node.path("Plans").forEach(inner -> readWhole(inner, tables));
  }

  /** A sample, and what it stands for. */
  private static void fill(JdbcTemplate rows) {
    List<String> statements = new ArrayList<>();
    String sellers = " FROM generate_series(1, " + SELLERS + ") AS n";
    statements.add("INSERT INTO seller (seller_id, shop_id) SELECT n, n" + sellers);
    statements.add(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed)"
            + " SELECT n, repeat('x', 120), repeat('y', 120)"
            + sellers);
    statements.add(
        "INSERT INTO chat (id, channel, address, created_at)"
            + " SELECT n, 'telegram', n, CURRENT_TIMESTAMP - n * INTERVAL '1 hour'"
            + sellers);
    statements.add("INSERT INTO subscription (chat_id, seller_id) SELECT n, n" + sellers);
    statements.add(
        "INSERT INTO shop_watch (seller_id, shop_id, due_at, looked_at, seen_at, full_look_at,"
            + " baseline_at, lows_kept_at, listings) SELECT n, n,"
            + " CURRENT_TIMESTAMP + (n - 1500) * INTERVAL '1 minute',"
            + " CURRENT_TIMESTAMP - (n + 2) * INTERVAL '1 minute',"
            + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 3"
            + sellers);
    statements.add(
        "INSERT INTO listing (listing_id, seller_id, state, title, url, quantity, changed_tsz,"
            + " sweep_at) SELECT n * 10 + l, n, 'active', repeat('t', 60), repeat('u', 60), l, 1,"
            + " CURRENT_TIMESTAMP + n * INTERVAL '1 minute'"
            + sellers
            + ", generate_series(1, 3) AS l");
    statements.add(
        "INSERT INTO offering (listing_id, product_id, sku, quantity)"
            + " SELECT listing_id, p, 'SKU-' || p, p FROM listing, generate_series(1, 2) AS p");
    statements.add(
        "INSERT INTO listing_wish (chat_id, listing_id, low_threshold)"
            + " SELECT seller_id, listing_id, 5 FROM listing WHERE quantity = 1");
    statements.add(
        "INSERT INTO low_told (chat_id, listing_id, variation, seller_id, event_id)"
            + " SELECT seller_id, listing_id, 0, seller_id, 0 FROM listing WHERE quantity = 1");
    statements.add(
        "INSERT INTO stock_event (id, event_key, kind, listing_id, seller_id, noticed_at,"
            + " described_at) SELECT listing_id, listing_id, 'sold_out', listing_id, seller_id,"
            + " CURRENT_TIMESTAMP - seller_id * INTERVAL '1 minute',"
            + " CASE WHEN seller_id > 3 THEN CURRENT_TIMESTAMP - seller_id * INTERVAL '1 minute' END"
            + " FROM listing");
    statements.add(
        "INSERT INTO alert (chat_id, event_id, state, due_at, created_at, closed_at)"
            + " SELECT seller_id, id, CASE WHEN seller_id > 3 THEN 'delivered' ELSE 'due' END,"
            + " noticed_at, noticed_at, described_at FROM stock_event");
    statements.add("ANALYZE");
    statements.add(
        "UPDATE pg_class SET reltuples = reltuples * "
            + MILLION / SELLERS
            + " WHERE relname = ANY (ARRAY['"
            + String.join("', '", LARGE)
            + "']) OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN"
            + " (SELECT oid FROM pg_class WHERE relname = ANY (ARRAY['"
            + String.join("', '", LARGE)
            + "'])))");
    statements.forEach(rows::execute);
  }
}
