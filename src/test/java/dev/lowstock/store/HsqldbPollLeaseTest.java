package dev.lowstock.store;

import java.nio.file.Path;

/** Who polls, by the lease in the embedded HSQLDB. */
class HsqldbPollLeaseTest extends PollLeaseContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }
}
