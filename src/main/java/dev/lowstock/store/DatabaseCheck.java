package dev.lowstock.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Looks whether a database can be used, without writing to it or making it. */
public final class DatabaseCheck {
  private static final int LIMIT_SECONDS = 5;

  private DatabaseCheck() {}

  /**
   * What there is to say of an embedded database that is fine.
   *
   * @throws DatabaseRefused when it cannot be read or made
   */
  public static String file(Path file) {
    try {
      if (FileGuard.isTaken(file)) {
        return "HSQLDB in " + file + ", in use by a running bot";
      }
      LeftFiles left = new LeftFiles(file);
      if (left.isNone()) {
        return willBeMade(file);
      }
      if (left.needMending()) {
        return "HSQLDB in " + file + ", as a crash has left it: the next start mends that";
      }
    } catch (IOException e) {
      throw Database.notReadable(file, e);
    }
    String url = Database.fileUrl(file) + ";readonly=true;shutdown=true";
    try (Connection connection = DriverManager.getConnection(url, "SA", "")) {
      return "HSQLDB in "
          + file
          + ", schema "
          + Schema.version(new SingleConnectionDataSource(connection, true));
    } catch (SQLException e) {
      throw Database.cannotBeOpened(file, Database.firstLine(e), e);
    }
  }

  /**
   * What there is to say of a PostgreSQL that is fine.
   *
   * @throws DatabaseRefused when it does not answer, or refuses the user
   */
  public static String server(String url, @Nullable String user, @Nullable String password) {
    try (Connection connection = connect(url, user, password)) {
      return "PostgreSQL, schema "
          + Schema.version(new SingleConnectionDataSource(connection, true));
    } catch (SQLException e) {
      throw notOpened(e);
    }
  }

  /**
   * Has a PostgreSQL prepare the operator's statements, if its tables are of this version already.
   *
   * @return whether they are
   * @throws DatabaseRefused when it does not answer, or refuses the user
   * @throws SqlRefused when it does not take one
   */
  public static boolean prepare(
      String url, @Nullable String user, @Nullable String password, SqlFiles sql) {
    try (Connection connection = connect(url, user, password)) {
      SingleConnectionDataSource dataSource = new SingleConnectionDataSource(connection, true);
      boolean current = Schema.isCurrent(dataSource);
      if (current) {
        sql.requireSound(dataSource);
      }
      return current;
    } catch (SQLException e) {
      throw notOpened(e);
    }
  }

  private static Connection connect(String url, @Nullable String user, @Nullable String password)
      throws SQLException {
    DriverManager.setLoginTimeout(LIMIT_SECONDS);
    Connection connection = DriverManager.getConnection(url, user, password);
    connection.setReadOnly(true);
    return connection;
  }

  private static DatabaseRefused notOpened(SQLException e) {
    return new DatabaseRefused(
        "DATABASE_URL cannot be opened (" + e.getMessage() + "): check server, user and password",
        e);
  }

  private static String willBeMade(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null || !Files.isWritable(folder)) {
      throw new DatabaseRefused(
          "DATABASE_FILE " + file + " cannot be made: " + folder + " cannot be written to");
    }
    return "HSQLDB in " + file + ", made at the first start";
  }
}
