package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What HSQLDB logs of its disk, played with a database in memory. */
final class DiskWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final LogRecord FULL = line(new IOException("No space left on device"));

  private final JDBCDataSource rows = new JDBCDataSource();

  @Test
  void rowsLostWhileTheDiskIsTriedAgainStayLost(@TempDir Path folder) throws Exception {
    List<String> endings = new CopyOnWriteArrayList<>();
    Logger engine = engine("lost");
    LosingRows losing = new LosingRows(engine);
    DiskWatch disk = new DiskWatch(losing, folder.resolve("lowstock"));
    disk.whenUnfit(endings::add);

    losing.begins = true;
    engine.log(FULL);
    losing.rescue.get().join();

    assertThat(disk.isFailing()).isTrue();
    assertThat(endings).singleElement().asString().contains("lowstock.data could not be read");
    disk.stopListening();
  }

  @Test
  void diskThatTakesAllAgainIsUsedAgain(@TempDir Path folder) {
    Logger engine = engine("full");
    DiskWatch disk = new DiskWatch(rows, folder.resolve("lowstock"));

    engine.log(FULL);
    assertThat(disk.isFailing()).isTrue();

    await().atMost(PATIENCE).until(() -> !disk.isFailing());
    disk.stopListening();
  }

  private Logger engine(String name) {
    rows.setUrl("jdbc:hsqldb:mem:" + name);
    rows.setUser("SA");
    String database = new JdbcTemplate(rows).queryForObject("CALL DATABASE_NAME()", String.class);
    Logger engine = Logger.getLogger("hsqldb.db." + database + ".ENGINE");
    engine.setUseParentHandlers(false);
    return engine;
  }

  private static LogRecord line(Throwable failure) {
    LogRecord line = new LogRecord(Level.SEVERE, "played");
    line.setThrown(failure);
    return line;
  }

  /** A row cannot be read just when the rescue begins its checkpoint. */
  private final class LosingRows extends DelegatingDataSource {
    private final Logger engine;
    private final CompletableFuture<Thread> rescue = new CompletableFuture<>();
    private volatile boolean begins;

    LosingRows(Logger engine) {
      super(rows);
      this.engine = engine;
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (begins) {
        IOException failure = new IOException("Input/output error");
        failure.setStackTrace(
            new StackTraceElement[] {
              new StackTraceElement("org.hsqldb.persist.DataFileCache", "getFromFile", null, 1)
            });
        engine.log(line(failure));
        rescue.complete(Thread.currentThread());
      }
      return super.getConnection();
    }
  }
}
