package dev.lowstock.store;

import java.nio.file.Path;

/** A new key, on the embedded HSQLDB. */
class HsqldbSealedColumnsTest extends SealedColumnsContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
