package dev.lowstock.etsy.api;

import dev.lowstock.store.Database;
import dev.lowstock.store.Postgresql;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sellers' access in a PostgreSQL. */
class PostgresqlSellerAccessTest extends SellerAccessContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }
}
