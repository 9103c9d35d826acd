package dev.lowstock.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks of 2 MB in which HSQLDB gives room in its {@code .data} to rows ({@code SET FILES
 * SPACE}). It writes a changed row to a new place, and uses a block again when the last row of it
 * has gone. A file without blocks only grows.
 */
final class DataBlocks {
  private static final Logger LOG = LoggerFactory.getLogger(DataBlocks.class);

  /** HSQLDB's numbers of what is no block of rows: 0 is free, 1 holds the list of blocks. */
  private static final int LIST_OF_BLOCKS = 1;

  /** The one that tables share, and the first one of a table of its own. */
  private static final int FIRST_WITH_ROWS = 7;

  private DataBlocks() {}

  /**
   * Bytes of the blocks that have rows.
   *
   * @param allocated of the blocks; 0 of a file without blocks
   * @param used of the rows in them
   */
  record Room(long allocated, long used) {}

  static Room room(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet sums =
            statement.executeQuery(
                "SELECT SUM(allocated_space), SUM(used_space)"
                    + " FROM information_schema.system_tablestats WHERE space_id >= "
                    + FIRST_WITH_ROWS)) {
      sums.next();
      return new Room(sums.getLong(1), sums.getLong(2));
    }
  }

  /** Before HSQLDB makes a {@code .data}; has no effect on one that is there. */
  static void useInNewFile(Connection connection) throws SQLException {
    execute(connection, "SET FILES SPACE TRUE");
  }

  /**
   * Has a {@code .data} of an earlier Lowstock written anew, with blocks. HSQLDB writes a second
   * file, and takes that in place of the first one when it is whole. Unless the disk has room for
   * both, all stays as it is.
   *
   * @throws DatabaseRefused when it fails; nothing is lost, and the next start tries again
   */
  static void use(Connection connection, Path database) throws SQLException {
    if (hasBlocks(connection)) {
      return;
    }
    Path data = database.resolveSibling(database.getFileName() + ".data");
    try {
      DiskWatch.requireSpace(database, Files.size(data) - lost(connection));
    } catch (IOException e) {
      LOG.warn(
          "{} stays as it is, and will grow: its disk has no room to write it anew ({})",
          data,
          e.toString());
      return;
    }
    LOG.info("Writing {} anew, once: it grows no more without end", data);
    useInNewFile(connection);
    try {
      execute(connection, "CHECKPOINT DEFRAG");
    } catch (SQLException e) {
      execute(connection, "SHUTDOWN IMMEDIATELY");
      throw new DatabaseRefused(
          "DATABASE_FILE "
              + data
              + " could not be written anew ("
              + Database.firstLine(e)
              + "): see that its disk has room and is whole, then start again; nothing is lost",
          e);
    }
  }

  private static boolean hasBlocks(Connection connection) throws SQLException {
    return number(
            connection,
            "SELECT COUNT(*) FROM information_schema.system_tablestats WHERE space_id = "
                + LIST_OF_BLOCKS
                + " AND allocated_space > 0")
        > 0;
  }

  private static long lost(Connection connection) throws SQLException {
    return number(
        connection,
        "SELECT SUM(file_lost_bytes) FROM information_schema.system_cacheinfo"
            + " WHERE cache_file LIKE '%.data'");
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
