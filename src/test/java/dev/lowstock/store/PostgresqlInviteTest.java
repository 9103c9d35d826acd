package dev.lowstock.store;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How one chat lets another hear of its shop, on a PostgreSQL. */
class PostgresqlInviteTest extends InviteContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }
}
