package dev.lowstock.store;

import java.nio.file.Path;

/** What ADMIN_CHAT hears, on the embedded HSQLDB. */
class HsqldbAdminTest extends AdminContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
