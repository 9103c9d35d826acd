package dev.lowstock.outbox;

import dev.lowstock.store.Database;
import java.nio.file.Path;

/** What becomes of messages, on the embedded HSQLDB. */
class HsqldbSettlementTest extends SettlementContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
