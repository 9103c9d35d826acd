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
  static final List<String> NAMES =
      List.of(
          "SELLER",
          "ETSY_GRANT",
          "CHAT",
          "SUBSCRIPTION",
          "SHOP_WATCH",
          "LISTING",
          "OFFERING",
          "LISTING_WISH",
          "LOW_TOLD",
          "STOCK_EVENT",
          "ALERT",
          "WEBHOOK_DELIVERY");

  private CachedTables() {}

  /** Moves the rows of a new database, and of one from before these tables were in a file. */
  static void keep(Connection connection) throws SQLException {
    boolean moved = false;
    for (String name : NAMES) {
      if (isInMemory(connection, name)) {
        if (!moved) {
          useOrdinaryFiles(connection);
        }
        execute(connection, "SET TABLE " + name + " TYPE CACHED");
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
