package dev.lowstock.store;

import java.nio.file.Path;

final class HsqldbStatementsTest extends StatementsContract {
  @Override
  Database open(Path folder, SqlFiles files) {
    return Database.openFile(folder.resolve("lowstock"), files);
  }

  @Override
  Database.Kind kind() {
    return Database.Kind.HSQLDB;
  }
}
