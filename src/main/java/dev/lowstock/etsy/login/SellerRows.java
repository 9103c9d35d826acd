package dev.lowstock.etsy.login;

import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.util.Collection;
import java.util.Map;

/** The sellers that are watched, in the transaction of the calling thread. Thread-safe. */
final class SellerRows {

  private final Statements database;

  SellerRows(Database database) {
    this.database = database.statements();
  }

  /** Has the others wait who record something of these shops. */
  void lockShops(Collection<Long> sellers) {
    database.update("lock-shops", Map.of("sellers", sellers));
  }
}
