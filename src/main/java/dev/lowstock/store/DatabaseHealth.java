package dev.lowstock.store;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Ready means that the database answers within two seconds; live does not ask it. */
public final class DatabaseHealth extends AbstractHealthCheck {
  private final DatabaseWatch database;

  public DatabaseHealth(DatabaseWatch database) {
    super("lowstock", "database");
    this.database = database;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    if (database.reading().answers()) {
      result.up();
    } else {
      result.down().message("The database does not answer");
    }
  }
}
