package dev.lowstock.store;

import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.hsqldb.jdbc.JDBCDataSource;

/** What is told as low to whom, on the embedded HSQLDB. */
class HsqldbLowsTest extends LowsContract {
  @Override
  Database open(Path folder) {
    return Database.openFile(folder.resolve("lowstock"));
  }

  @Override
  DataSource empty() {
    JDBCDataSource old = new JDBCDataSource();
    old.setUrl("jdbc:hsqldb:mem:" + UUID.randomUUID() + ";sql.syntax_pgs=true");
    old.setUser("SA");
    return old;
  }
}
