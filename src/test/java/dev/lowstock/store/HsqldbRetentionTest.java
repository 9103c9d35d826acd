package dev.lowstock.store;

import java.nio.file.Path;

/** What is kept, and for how long, on the embedded HSQLDB. */
class HsqldbRetentionTest extends RetentionContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
