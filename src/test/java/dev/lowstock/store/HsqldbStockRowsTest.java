package dev.lowstock.store;

import java.nio.file.Path;

/** What is kept of listings, on the embedded HSQLDB. */
class HsqldbStockRowsTest extends StockRowsContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
