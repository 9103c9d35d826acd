package dev.lowstock.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of an embedded database that grow with the shops: HSQLDB keeps their rows in its
 * {@code .data} file, and in memory those that were used last. All others are in memory.
 */
final class CachedTables {
  static final List<CachedTable> ALL =
      List.of(
          new CachedTable("SELLER", "seller_id", "registered_at"),
          new CachedTable("ETSY_GRANT", "seller_id", "granted_at"),
          new CachedTable("CHAT", "id", "created_at"),
          new CachedTable("SUBSCRIPTION", "chat_id", "since"),
          new CachedTable("SHOP_WATCH", "seller_id", "looked_at"),
          new CachedTable("LISTING", "listing_id", "title"),
          new CachedTable("OFFERING", "listing_id", "name"),
          new CachedTable("LISTING_WISH", "chat_id", "low_threshold"),
          new CachedTable("LOW_TOLD", "chat_id", "event_id"),
          new CachedTable("STOCK_EVENT", "id", "kind"),
          new CachedTable("ALERT", "id", "message"),
          new CachedTable("TOLD_ALERT", "alert_id", "said"),
          new CachedTable("WEBHOOK_DELIVERY", "webhook_id", "received_at"));

  private CachedTables() {}

  /**
   * One of them.
   *
   * @param key the first column of its primary key
   * @param other a column that is in no key
   */
  record CachedTable(String name, String key, String other) {}

  /** Moves the rows of a new database, and of one from before these tables were in a file. */
  static void keep(Connection connection) throws SQLException {
    boolean moved = false;
    for (CachedTable table : ALL) {
      if (isInMemory(connection, table.name())) {
        if (!moved) {
          useOrdinaryFiles(connection);
          DataBlocks.useInNewFile(connection);
        }
        execute(connection, "SET TABLE " + table.name() + " TYPE CACHED");
        moved = true;
      }
    }
    if (moved) {
      execute(connection, "CHECKPOINT");
    }
  }

  /** On a full disk, a write to a file that is mapped into memory ends Java. */
  private static void useOrdinaryFiles(Connection connection) throws SQLException {
    execute(connection, "SET FILES NIO FALSE");
  }

  private static boolean isInMemory(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM information_schema.system_tables WHERE table_schem = 'PUBLIC'"
                + " AND table_name = ? AND hsqldb_type = 'MEMORY'")) {
      select.setString(1, name);
      try (ResultSet found = select.executeQuery()) {
        return found.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
