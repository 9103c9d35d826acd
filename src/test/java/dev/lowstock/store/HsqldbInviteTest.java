package dev.lowstock.store;

import java.nio.file.Path;

/** How one chat lets another hear of its shop, on the embedded HSQLDB. */
class HsqldbInviteTest extends InviteContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
