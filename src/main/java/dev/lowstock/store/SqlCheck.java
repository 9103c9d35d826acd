package dev.lowstock.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** Whether a statement of the operator's can stand for a bundled one. */
final class SqlCheck {
  /** A route runs it, which gives the fields of the event, headers and variables as well. */
  private static final String OF_A_ROUTE = "select-recipients";

  /** Of {@code select-recipients}, since chats choose for single variations. */
  private static final Set<String> NOT_NEEDED = Set.of("own_variation", "own_threshold");

  private SqlCheck() {}

  /** What its text shows; null when it is fine. */
  static @Nullable String faultOfText(String name, String text, String bundled) {
    if (text.isEmpty()) {
      return "is empty";
    }
    try {
      Set<String> known = parameters(bundled);
      Set<String> unknown = parameters(text);
      unknown.removeAll(known);
      return unknown.isEmpty() || name.equals(OF_A_ROUTE)
          ? null
          : "no value is given for "
              + list(unknown)
              + (known.isEmpty() ? "" : ", but for " + list(known));
    } catch (InvalidDataAccessApiUsageException e) {
      // Names and question marks side by side.
      return Database.firstLine(e);
    }
  }

  private static String list(Set<String> parameters) {
    return parameters.stream().map(name -> ":" + name).collect(Collectors.joining(", "));
  }

  private static Set<String> parameters(String text) {
    Set<String> names = new LinkedHashSet<>();
    Object[] unused =
        NamedParameterUtils.buildValueArray(
            NamedParameterUtils.parseSqlStatement(text),
            new SqlParameterSource() {
              @Override
              public boolean hasValue(String name) {
                return true;
              }

              @Override
              public @Nullable Object getValue(String name) {
                names.add(name);
                return null;
              }
            },
            null);
    return names;
  }

  /** What a database says of it; null when it is fine. */
  static @Nullable String faultOfPlan(Connection connection, String text, String bundled) {
    try {
      Set<String> missing = columns(connection, bundled);
      missing.removeAll(columns(connection, text));
      missing.removeAll(NOT_NEEDED);
      return missing.isEmpty() ? null : "does not select " + String.join(", ", missing);
    } catch (SQLException e) {
      // HSQLDB repeats the whole statement behind it.
      return "cannot be run ("
          + Database.firstLine(e).replaceFirst(" in statement \\[.*", "")
          + ")";
    }
  }

  /** Of a query; none of anything else. */
  static Set<String> columns(Connection connection, String text) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(NamedParameterUtils.parseSqlStatementIntoString(text))) {
      ResultSetMetaData columns = statement.getMetaData();
      // PostgreSQL's driver asks the server only now.
      statement.getParameterMetaData();
      for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
