package dev.lowstock.store;

import java.nio.file.Path;

/** How often people may ask, on the embedded HSQLDB. */
class HsqldbChatLimitsTest extends ChatLimitsContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
