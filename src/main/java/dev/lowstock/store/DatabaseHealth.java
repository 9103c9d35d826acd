package dev.lowstock.store;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Ready means that the database answers within two seconds and refuses nothing that is written;
 * live does not ask it.
 */
public final class DatabaseHealth extends AbstractHealthCheck {
  private final DatabaseWatch database;
  private final DatabaseAway away;

  public DatabaseHealth(DatabaseWatch database, DatabaseAway away) {
    super("lowstock", "database");
    this.database = database;
    this.away = away;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    String refusal = away.refusal();
    if (!database.reading().answers()) {
      result.down().message("The database does not answer");
    } else if (refusal != null) {
      result.down().message("The database cannot be written: " + refusal);
    } else {
      result.up();
    }
  }
}
