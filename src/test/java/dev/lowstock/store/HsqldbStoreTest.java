package dev.lowstock.store;

import java.nio.file.Path;

/** The contract of the store on the embedded HSQLDB. */
class HsqldbStoreTest extends StoreContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
