package dev.lowstock.store;

import java.nio.file.Path;

/** How a chat sees its listings and shops, on the embedded HSQLDB. */
class HsqldbListingsChatTest extends ListingsChatContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
