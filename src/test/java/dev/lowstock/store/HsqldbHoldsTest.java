package dev.lowstock.store;

import java.nio.file.Path;

/** What is held back, on the embedded HSQLDB. */
class HsqldbHoldsTest extends HoldsContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
