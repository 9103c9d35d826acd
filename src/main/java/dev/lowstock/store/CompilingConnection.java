package dev.lowstock.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.hsqldb.DatabaseURL;
import org.hsqldb.jdbc.JDBCConnection;
import org.hsqldb.persist.HsqlProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;

/**
 * A connection to an embedded HSQLDB that compiles a statement once.
 *
 * <p>HSQLDB keeps what it compiled for as long as a prepared statement of that text is open in the
 * connection, and takes longer to compile a statement than to execute it. So one of each text is
 * kept open: of those that were used last.
 */
final class CompilingConnection extends JDBCConnection {
  /** Of statements with lists there is one text for each length. */
  private static final int MOST = 60;

  /** So long the pool waits, at its end, for a connection that is just being opened. */
  private static final int SECONDS_TO_OPEN = 5;

  private final Map<String, PreparedStatement> open = new LinkedHashMap<>(16, 0.75f, true);

  private CompilingConnection(HsqlProperties properties) throws SQLException {
    super(properties);
  }

  /** Opens such connections. */
  static DataSource source(String url, String user) {
    AbstractDriverBasedDataSource source =
        new AbstractDriverBasedDataSource() {
          @Override
          protected JDBCConnection getConnectionFromDriver(Properties asked) throws SQLException {
            HsqlProperties properties = DatabaseURL.parseURL(url, true, false);
            properties.addProperties(asked);
            return new CompilingConnection(properties);
          }

          @Override
          public int getLoginTimeout() {
            return SECONDS_TO_OPEN;
          }

          @Override
          public void setLoginTimeout(int seconds) {
            // There is no other.
          }
        };
    source.setUrl(url);
    source.setUsername(user);
    source.setPassword("");
    return source;
  }

  @Override
  public synchronized PreparedStatement prepareStatement(String sql) throws SQLException {
    if (open.get(sql) == null) {
      open.put(sql, super.prepareStatement(sql));
      if (open.size() > MOST) {
        forgetOldest();
      }
    }
    return super.prepareStatement(sql);
  }

  private void forgetOldest() throws SQLException {
    String oldest = open.keySet().iterator().next();
    @Nullable PreparedStatement forgotten = open.remove(oldest);
    if (forgotten != null) {
      forgotten.close();
    }
  }

  /** HSQLDB's own starts a thread each time, and the database is in this process. */
  @Override
  public boolean isValid(int timeout) throws SQLException {
    return !isClosed();
  }
}
