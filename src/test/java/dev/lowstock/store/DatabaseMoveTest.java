package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Everything that an embedded database holds is in the PostgreSQL afterwards, or nothing is. */
class DatabaseMoveTest {
  private static final int EVENTS = 1_234;

  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  private Database source;
  private Database target;
  private JdbcTemplate from;
  private JdbcTemplate to;

  @BeforeEach
  void open(@TempDir Path folder) {
    source = Database.openFile(folder.resolve("lowstock"));
    from = new JdbcTemplate(source.dataSource());
    target = SERVER.open();
    to = new JdbcTemplate(target.dataSource());
    fill();
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  void everyRowOfEveryTableArrives() throws SQLException {
    List<DatabaseMove.Copied> copied = DatabaseMove.move(source, target);

    for (String table : tables()) {
      assertThat(rows(to, table)).as(table).containsExactlyInAnyOrderElementsOf(rows(from, table));
    }
    assertThat(copied)
        .contains(
            new DatabaseMove.Copied("stock_event", EVENTS),
            new DatabaseMove.Copied("chat", 2),
            new DatabaseMove.Copied("look_pace", 2));
  }

  @Test
  void everyTableIsCopiedAfterThoseThatItRefersTo() throws SQLException {
    assertThat(tables())
        .containsExactlyInAnyOrderElementsOf(
            to.queryForList(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                    + " AND table_name <> 'flyway_schema_history'",
                String.class))
        .containsSubsequence("seller", "stock_event", "subscription")
        .containsSubsequence("chat", "alert");
  }

  @Test
  void newRowsGetIdsBehindThoseThatWereCopied() {
    DatabaseMove.move(source, target);

    to.update("INSERT INTO chat (channel, address) VALUES ('telegram', 'new')");

    assertThat(to.queryForObject("SELECT id FROM chat WHERE address = 'new'", Long.class))
        .isEqualTo(78);
  }

  @Test
  void whatAnUnusedBotLeftInTheTargetIsReplaced() {
    to.update("INSERT INTO key_check (sealed) VALUES ('of another key')");
    to.update(
        "INSERT INTO feed_cursor (name, since_tsz, until_tsz, page_offset, read_at) VALUES ('listings', 1, 1, 0, CURRENT_TIMESTAMP)");

    DatabaseMove.move(source, target);

    assertThat(to.queryForList("SELECT sealed FROM key_check", String.class))
        .containsExactly("sealed");
  }

  @Test
  void targetWithChatsIsRefusedAndLeftAsItWas() {
    to.update("INSERT INTO chat (channel, address) VALUES ('telegram', '9')");

    assertThatThrownBy(() -> DatabaseMove.move(source, target))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("DATABASE_URL is not empty, its table chat has rows");

    assertThat(to.queryForObject("SELECT COUNT(*) FROM chat", Long.class)).isEqualTo(1);
    assertThat(to.queryForObject("SELECT COUNT(*) FROM seller", Long.class)).isZero();
  }

  @Test
  void moveThatFailsHalfwayCopiesNothing() {
    to.execute("ALTER TABLE stock_event ADD CONSTRAINT few CHECK (listing_id < " + EVENTS + ")");

    assertThatThrownBy(() -> DatabaseMove.move(source, target))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageStartingWith("Nothing was copied to DATABASE_URL");

    assertThat(to.queryForObject("SELECT COUNT(*) FROM chat", Long.class)).isZero();
    assertThat(to.queryForObject("SELECT COUNT(*) FROM look_pace", Long.class)).isEqualTo(2);
  }

  private void fill() {
    from.update("INSERT INTO key_check (sealed) VALUES ('sealed')");
    from.update("INSERT INTO seller (seller_id, shop_name) VALUES (1, 'Blåa Muggar 🏺')");
    from.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (1, 't', 's')");
    from.update("INSERT INTO chat (id, channel, address) VALUES (7, 'telegram', '1001')");
    from.update(
        "INSERT INTO chat (id, channel, address, retired_at) VALUES (77, 'telegram', '1002',"
            + " CURRENT_TIMESTAMP - INTERVAL '3' DAY)");
    from.update(
        "INSERT INTO subscription (chat_id, seller_id, restocks, topic) VALUES (7, 1, TRUE, 17)");
    from.update(
        "INSERT INTO login (channel, address, topic, token_sealed, secret_sealed) VALUES"
            + " ('telegram', '1001', 17, 't', 's')");
    from.update(
        "INSERT INTO feed_cursor (name, since_tsz, until_tsz, page_offset, read_at) VALUES ('listings', 1, 2, 3, CURRENT_TIMESTAMP)");
    from.update(
        "INSERT INTO listing (listing_id, seller_id, state, changed_tsz, sold) VALUES (5, 1,"
            + " 'active', 6, 0.1)");
    from.update("INSERT INTO offering (listing_id, product_id, sku) VALUES (5, 6, 'MUG-BLUE')");
    from.update("INSERT INTO shop_watch (seller_id, shop_id) VALUES (1, 2)");
    from.update(
        "INSERT INTO webhook_delivery (webhook_id, event_type) VALUES ('msg_1', 'order.paid')");
    for (int event = 1; event <= EVENTS; event++) {
      from.update(
          "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, skus) VALUES (?,"
              + " 'sold_out', ?, 1, ?)",
          "key-" + event,
          event,
          "A\nB");
    }
    from.update("INSERT INTO alert (chat_id, event_id, topic) SELECT 7, id, 17 FROM stock_event");
  }

  private List<String> tables() throws SQLException {
    try (Connection connection = source.dataSource().getConnection()) {
      return DatabaseMove.tables(connection);
    }
  }

  private static List<Map<String, String>> rows(JdbcTemplate database, String table) {
    return database.query(
        "SELECT * FROM " + table,
        (row, n) -> {
          Map<String, String> values = new TreeMap<>();
          for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            values.put(
                row.getMetaData().getColumnName(column).toLowerCase(java.util.Locale.ROOT),
                text(row.getObject(column)));
          }
          return values;
        });
  }

  /** Times as what they are: the databases give them in other types and zones. */
  private static String text(@Nullable Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    return value instanceof Timestamp time ? time.toInstant().toString() : String.valueOf(value);
  }
}
