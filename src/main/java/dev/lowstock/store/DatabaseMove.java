package dev.lowstock.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Copies everything from an embedded database into an empty PostgreSQL, in one transaction there.
 *
 * <p>Both have been opened, so both have this program's schema, and no lease of the source is held.
 */
public final class DatabaseMove {
  private static final int BATCH = 1000;

  /** Rows of a result that are in memory at a time; HSQLDB keeps the others in a file. */
  private static final int ROWS_IN_MEMORY = 10_000;

  /** What a bot to which nobody has logged in yet leaves behind. */
  private static final Set<String> OF_AN_UNUSED_BOT =
      Set.of(
          "awake",
          "key_check",
          "feed_cursor",
          "look_pace",
          "node_lease",
          "telegram_webhook",
          "chat_use",
          "trouble");

  private DatabaseMove() {}

  /**
   * A table that was copied.
   *
   * @param rows as counted in the target
   */
  public record Copied(String table, long rows) {}

  /**
   * Copies all tables, and counts the rows.
   *
   * @throws DatabaseRefused when the target is not empty or does not hold as many rows as the
   *     source afterwards; it is then as it was
   */
  public static List<Copied> move(Database source, Database target) {
    try (Connection from = source.dataSource().getConnection();
        Connection to = target.dataSource().getConnection()) {
      to.setAutoCommit(false);
      // Counting and waiting may take longer here than a bot's statements ever do.
      to.setNetworkTimeout(Runnable::run, 0);
      execute(to, "SET LOCAL statement_timeout = 0");
      execute(to, "SET LOCAL idle_in_transaction_session_timeout = 0");
      execute(from, "SET SESSION RESULT MEMORY ROWS " + ROWS_IN_MEMORY);
      List<String> tables = tables(from);
      try {
        requireEmpty(to, tables);
        List<Copied> copied = new ArrayList<>();
        for (String table : tables) {
          copied.add(copy(from, to, table));
        }
        to.commit();
        return copied;
      } finally {
        to.rollback();
      }
    } catch (SQLException e) {
      throw new DatabaseRefused(
          "Nothing was copied to DATABASE_URL ("
              + e.getMessage()
              + "): the transaction was rolled back, try again",
          e);
    }
  }

  /** All tables of the program, each after those that it refers to. */
  static List<String> tables(Connection connection) throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    Set<String> all = new TreeSet<>();
    try (ResultSet row = metadata.getTables(null, "PUBLIC", "%", new String[] {"TABLE"})) {
      while (row.next()) {
        String table = row.getString("TABLE_NAME");
        if (!table.equals("flyway_schema_history")) {
          all.add(table);
        }
      }
    }
    Set<String> ordered = new LinkedHashSet<>();
    for (String table : all) {
      add(metadata, table, ordered);
    }
    return ordered.stream().map(table -> table.toLowerCase(Locale.ROOT)).toList();
  }

  private static void add(DatabaseMetaData metadata, String table, Set<String> ordered)
      throws SQLException {
    try (ResultSet key = metadata.getImportedKeys(null, "PUBLIC", table)) {
      while (key.next()) {
        String other = key.getString("PKTABLE_NAME");
        if (!other.equals(table)) {
          add(metadata, other, ordered);
        }
      }
    }
    ordered.add(table);
  }

  private static void requireEmpty(Connection to, List<String> tables) throws SQLException {
    // Nobody may fill them meanwhile.
    execute(to, "LOCK TABLE " + String.join(", ", tables) + " IN ACCESS EXCLUSIVE MODE");
    for (String table : tables) {
      if (OF_AN_UNUSED_BOT.contains(table)) {
        execute(to, "DELETE FROM " + table);
      } else if (count(to, table) > 0) {
        throw new DatabaseRefused(
            "DATABASE_URL is not empty, its table "
                + table
                + " has rows: nothing was copied. Give an empty database");
      }
    }
  }

  private static Copied copy(Connection from, Connection to, String table) throws SQLException {
    List<String> columns = columns(from, table);
    String insert =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                table,
                String.join(", ", columns),
                String.join(", ", Collections.nCopies(columns.size(), "?")));
    try (Statement select = from.createStatement();
        ResultSet row =
            select.executeQuery("SELECT " + String.join(", ", columns) + " FROM " + table);
        PreparedStatement batch = to.prepareStatement(insert)) {
      int waiting = 0;
      while (row.next()) {
        for (int column = 1; column <= columns.size(); column++) {
          batch.setObject(column, row.getObject(column));
        }
        batch.addBatch();
        waiting++;
        if (waiting == BATCH) {
          batch.executeBatch();
          waiting = 0;
        }
      }
      batch.executeBatch();
    }
    goOnCounting(to, table);
    long rows = count(to, table);
    if (rows != count(from, table)) {
      throw new DatabaseRefused(
          "Of table " + table + " not all rows arrived: nothing was copied, try again");
    }
    return new Copied(table, rows);
  }

  private static List<String> columns(Connection from, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet column =
        from.getMetaData().getColumns(null, "PUBLIC", table.toUpperCase(Locale.ROOT), "%")) {
      while (column.next()) {
        columns.add(column.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }

  /** The database gives new rows their ids: behind those that were copied. */
  private static void goOnCounting(Connection to, String table) throws SQLException {
    try (Statement statement = to.createStatement();
        ResultSet column =
            statement.executeQuery(
                "SELECT column_name FROM information_schema.columns WHERE table_schema ="
                    + " current_schema() AND is_identity = 'YES' AND table_name = '"
                    + table
                    + "'")) {
      if (column.next()) {
        String id = column.getString(1);
        execute(
            to,
            "SELECT setval(pg_get_serial_sequence('%1$s', '%2$s'), (SELECT COALESCE(MAX(%2$s), 0) + 1 FROM %1$s), FALSE)"
                .formatted(table, id));
      }
    }
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(Connection connection, String statement) throws SQLException {
    try (Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }
}
