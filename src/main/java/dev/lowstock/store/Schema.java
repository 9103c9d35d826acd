package dev.lowstock.store;

import java.sql.Connection;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables of a database, as the migrations make them; of a version that this program knows. */
final class Schema {
  /** The version of the last file of {@code db/migration}. */
  static final String NEWEST = "18";

  /** Of Flyway's own table, in the schema that it would use. */
  private static final String LAST_MIGRATION =
      "SELECT \"version\", \"success\" FROM %1$s WHERE \"installed_rank\" ="
          + " (SELECT MAX(\"installed_rank\") FROM %1$s)";

  /** Seconds that a start waits while another node migrates. */
  private static final int PATIENCE_SECONDS = 600;

  private Schema() {}

  /**
   * Brings the tables to this program's version. Of nodes that start at once, one does it.
   *
   * @throws DatabaseRefused when they are of a newer one, before anything is written
   */
  static void migrate(DataSource dataSource) {
    if (isNewest(dataSource)) {
      return;
    }
    Flyway flyway = flyway(dataSource);
    requireKnown(flyway);
    flyway.migrate();
    // Another node of a newer program may have been faster.
    if (!isNewest(dataSource)) {
      requireKnown(flyway);
    }
  }

  /** By the last row of Flyway's, which itself takes a fifth of a start to say the same. */
  static boolean isNewest(DataSource dataSource) {
    try {
      JdbcTemplate rows = new JdbcTemplate(dataSource);
      String schema = rows.execute((ConnectionCallback<String>) Connection::getSchema);
      return rows.query(
              LAST_MIGRATION.formatted("\"" + schema + "\".\"flyway_schema_history\""),
              (row, n) -> row.getBoolean("success") && NEWEST.equals(row.getString("version")))
          .contains(true);
    } catch (DataAccessException noneYet) {
      return false;
    }
  }

  /**
   * The version of the tables, such as {@code V3}; writes nothing.
   *
   * @throws DatabaseRefused when it is newer than this program's
   */
  static String version(DataSource dataSource) {
    Flyway flyway = flyway(dataSource);
    requireKnown(flyway);
    MigrationInfo current = flyway.info().current();
    return current == null ? "none yet" : name(current);
  }

  /** True when its tables are those of this program's version; writes nothing. */
  static boolean isCurrent(DataSource dataSource) {
    return flyway(dataSource).info().pending().length == 0;
  }

  private static Flyway flyway(DataSource dataSource) {
    return Flyway.configure().dataSource(dataSource).lockRetryCount(PATIENCE_SECONDS).load();
  }

  /** Flyway by itself would only warn, and the program would write what it does not know. */
  private static void requireKnown(Flyway flyway) {
    MigrationInfo[] all = flyway.info().all();
    MigrationInfo unknown = last(all, true);
    if (unknown != null) {
      MigrationInfo known = last(all, false);
      throw new DatabaseRefused(
          "The database has schema "
              + name(unknown)
              + ", which is newer than this program ("
              + (known == null ? "none" : name(known))
              + "): run the newer Lowstock again, or restore the backup that was made before it");
    }
  }

  private static @Nullable MigrationInfo last(MigrationInfo[] all, boolean future) {
    return Arrays.stream(all)
        .filter(one -> isFuture(one) == future && one.getVersion() != null)
        .reduce((older, newer) -> newer)
        .orElse(null);
  }

  private static boolean isFuture(MigrationInfo migration) {
    return migration.getState() == MigrationState.FUTURE_SUCCESS
        || migration.getState() == MigrationState.FUTURE_FAILED;
  }

  private static String name(MigrationInfo migration) {
    return "V" + migration.getVersion();
  }
}
