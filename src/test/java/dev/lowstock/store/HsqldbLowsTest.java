package dev.lowstock.store;

import java.nio.file.Path;

/** What a chat reads and sets, on the embedded HSQLDB. */
class HsqldbLowsTest extends LowsContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
