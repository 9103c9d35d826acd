package dev.lowstock.store;

import java.nio.file.Path;

/** A long queue, on the embedded HSQLDB. */
class HsqldbLongQueueTest extends LongQueueContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
