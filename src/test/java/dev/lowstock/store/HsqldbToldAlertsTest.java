package dev.lowstock.store;

import java.nio.file.Path;

/** How messages stay true, on the embedded HSQLDB. */
class HsqldbToldAlertsTest extends ToldAlertsContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
