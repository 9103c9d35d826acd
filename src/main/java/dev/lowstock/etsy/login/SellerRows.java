package dev.lowstock.etsy.login;

import dev.lowstock.store.Database;
import dev.lowstock.store.Sql;
import java.util.Collection;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The sellers that are watched, in the transaction of the calling thread. Thread-safe. */
final class SellerRows {
  private static final String LOCK_SHOPS = Sql.read("lock-shops");

  private final NamedParameterJdbcTemplate database;

  SellerRows(Database database) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
  }

  /** Has the others wait who record something of these shops. */
  void lockShops(Collection<Long> sellers) {
    database.update(LOCK_SHOPS, Map.of("sellers", sellers));
  }
}
