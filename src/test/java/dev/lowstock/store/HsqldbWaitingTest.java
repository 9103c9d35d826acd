package dev.lowstock.store;

import java.nio.file.Path;

/** What waits, on the embedded HSQLDB. */
class HsqldbWaitingTest extends WaitingContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
