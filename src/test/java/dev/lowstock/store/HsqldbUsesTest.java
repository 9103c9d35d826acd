package dev.lowstock.store;

import java.nio.file.Path;

/** How often somebody uses something, in the embedded HSQLDB. */
class HsqldbUsesTest extends UsesContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
