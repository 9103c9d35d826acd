package dev.lowstock.store;

import java.nio.file.Path;

/** What a chat chooses for itself, on the embedded HSQLDB. */
class HsqldbSettingsTest extends SettingsContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
