package dev.lowstock.store;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a chat chooses for itself, on a PostgreSQL. */
class PostgresqlSettingsTest extends SettingsContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }
}
