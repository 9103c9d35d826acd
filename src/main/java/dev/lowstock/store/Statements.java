package dev.lowstock.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/**
 * Executes the statements of a database by their names: {@code update("hold-chat", values)} runs
 * {@code sql/hold-chat.sql}. Thread-safe.
 */
public final class Statements extends NamedParameterJdbcTemplate {
  private final SqlFiles files;
  private final Map<String, ParsedSql> parsed = new ConcurrentHashMap<>();

  public Statements(DataSource dataSource, SqlFiles files) {
    super(dataSource);
    this.files = files;
  }

  /** Every method of the template takes its text through here. */
  @Override
  protected ParsedSql getParsedSql(String name) {
    return parsed.computeIfAbsent(
        name, statement -> NamedParameterUtils.parseSqlStatement(files.text(statement)));
  }
}
