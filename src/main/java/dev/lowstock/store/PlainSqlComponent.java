package dev.lowstock.store;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.component.sql.SqlEndpoint;

/**
 * The {@code sql:} of routes: reads {@code :name} as psql and Java do, beside Camel's own {@code
 * :#name}, and {@code classpath:sql/<name>.sql} is what the operator may have put in its place.
 */
public final class PlainSqlComponent extends SqlComponent {
  private static final Pattern STATEMENT = Pattern.compile("classpath:sql/([\\w-]+)\\.sql");

  private final SqlFiles files;

  public PlainSqlComponent(Database database) {
    this.files = database.sqlFiles();
    setDataSource(database.dataSource());
  }

  @Override
  protected Endpoint createEndpoint(String uri, String query, Map<String, Object> parameters)
      throws Exception {
    SqlEndpoint endpoint = (SqlEndpoint) super.createEndpoint(uri, query, parameters);
    Matcher statement = STATEMENT.matcher(endpoint.getQuery());
    if (statement.matches()) {
      endpoint.setQuery(files.text(statement.group(1)));
    }
    if (endpoint.getPrepareStatementStrategy() == null) {
      endpoint.setPrepareStatementStrategy(new PlainNames());
    }
    return endpoint;
  }

  /** Camel has written {@code :?name} for {@code :#name} before it asks. */
  private static final class PlainNames extends DefaultSqlPrepareStatementStrategy {
    private static final Pattern COLON =
        Pattern.compile("((?s:/\\*.*?\\*/)|'[^']*'|\"[^\"]*\"|--[^\n]*|::)|(?<!\\w):(?=[A-Za-z_])");

    @Override
    public String prepareQuery(String query, boolean named, Exchange exchange) throws SQLException {
      return super.prepareQuery(named ? inCamelsForm(query) : query, named, exchange);
    }

    @Override
    public Iterator<?> createPopulateIterator(
        String query, String prepared, int expected, Exchange exchange, Object value)
        throws SQLException {
      return super.createPopulateIterator(inCamelsForm(query), prepared, expected, exchange, value);
    }

    private static String inCamelsForm(String query) {
      return COLON
          .matcher(query)
          .replaceAll(
              found -> found.group(1) == null ? ":?" : Matcher.quoteReplacement(found.group(1)));
    }
  }
}
