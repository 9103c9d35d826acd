package dev.lowstock.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * All that a database keeps encrypted: the columns called {@code sealed} or {@code …_sealed} of
 * every table.
 */
public final class SealedColumns {
  private final JdbcTemplate database;

  public SealedColumns(Database database) {
    this.database = new JdbcTemplate(database.dataSource());
  }

  /**
   * What became of a column.
   *
   * @param resealed values that the newest key has encrypted anew
   * @param newest values that it had encrypted already
   * @param held values that a node was working with; try again
   * @param unreadable values that none of the keys decrypts
   */
  public record Count(
      String table, String column, int resealed, int newest, int held, int unreadable) {}

  private record Column(String table, String name, boolean leased) {}

  /**
   * Encrypts every value anew that another than the newest key has encrypted. A value that changes
   * meanwhile stays as it then is, so nodes may run beside it if they have the newest key.
   */
  public List<Count> reseal(TokenCipher cipher) {
    return columns().stream().map(column -> reseal(column, cipher)).toList();
  }

  /** True of a database that was never used with a key. */
  boolean areEmpty() {
    return columns().stream().allMatch(column -> values(column).isEmpty());
  }

  private Count reseal(Column column, TokenCipher cipher) {
    int resealed = 0;
    int newest = 0;
    int held = 0;
    int unreadable = 0;
    // No two values are alike, so a value names its row.
    String update =
        "UPDATE %s SET %s = ? WHERE %s = ?".formatted(column.table, column.name, column.name)
            + (column.leased
                // A node may be about to replace a pair of tokens by the value that it has read.
                ? " AND (lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)"
                : "");
    for (String sealed : values(column)) {
      if (cipher.isNewest(sealed)) {
        newest++;
        continue;
      }
      try {
        if (database.update(update, cipher.encrypt(cipher.decrypt(sealed)), sealed) == 1) {
          resealed++;
        } else if (isThere(column, sealed)) {
          held++;
        }
      } catch (WrongKey e) {
        unreadable++;
      }
    }
    return new Count(column.table, column.name, resealed, newest, held, unreadable);
  }

  private List<String> values(Column column) {
    return database.queryForList(
        "SELECT %s FROM %s WHERE %s IS NOT NULL".formatted(column.name, column.table, column.name),
        String.class);
  }

  private boolean isThere(Column column, String sealed) {
    return !database
        .queryForList(
            "SELECT 1 FROM %s WHERE %s = ?".formatted(column.table, column.name),
            Integer.class,
            sealed)
        .isEmpty();
  }

  private List<Column> columns() {
    List<Column> columns = database.execute((ConnectionCallback<List<Column>>) SealedColumns::read);
    return columns == null ? List.of() : columns;
  }

  private static List<Column> read(Connection connection) throws SQLException {
    DatabaseMetaData schema = connection.getMetaData();
    List<Column> found = new ArrayList<>();
    Set<String> leased = new HashSet<>();
    try (ResultSet rows =
        schema.getColumns(connection.getCatalog(), connection.getSchema(), "%", "%")) {
      while (rows.next()) {
        String table = rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
        String name = rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
        if (name.equals("lease_until")) {
          leased.add(table);
        }
        if (name.equals("sealed") || name.endsWith("_sealed")) {
          found.add(new Column(table, name, false));
        }
      }
    }
    return found.stream()
        .map(column -> new Column(column.table, column.name, leased.contains(column.table)))
        .toList();
  }
}
