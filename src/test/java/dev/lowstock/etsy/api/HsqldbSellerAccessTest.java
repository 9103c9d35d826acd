package dev.lowstock.etsy.api;

import dev.lowstock.store.Database;
import java.nio.file.Path;

/** The sellers' access in the embedded HSQLDB. */
class HsqldbSellerAccessTest extends SellerAccessContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
