package dev.lowstock.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * An HSQLDB file that is not used while its disk cannot be written.
 *
 * <p>HSQLDB 2.7 says yes to a commit that it could not write, and only logs that. So its log is
 * listened to: after the first such line no connection is given out, until the disk takes all that
 * the memory knows in one checkpoint.
 */
final class DiskWatch extends DelegatingDataSource {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Space beside what a checkpoint writes, so that the log has some as well. */
  private static final int SPARE = 1 << 20;

  /** What HSQLDB has in memory of the {@code .data}, and its pages as they were before. */
  private static final int CACHED = 20 << 20;

  /** HSQLDB's methods that read such rows, or make room in memory by forgetting some. */
  private static final Set<String> LOSING =
      Set.of(
          "org.hsqldb.persist.Cache.cleanUp",
          "org.hsqldb.persist.DataFileCache.getFromFile",
          "org.hsqldb.persist.DataFileCache.readObject");

  private final Path file;
  private final java.util.logging.Logger engine;
  private final Handler listener = new Listener();

  /** Changed under the lock of this object alone. */
  private long failures;

  private volatile boolean failing;
  private volatile boolean lost;
  private volatile Consumer<String> unfit = reason -> {};

  DiskWatch(DataSource dataSource, Path file) {
    super(dataSource);
    this.file = file;
    String database =
        new JdbcTemplate(dataSource).queryForObject("CALL DATABASE_NAME()", String.class);
    this.engine = java.util.logging.Logger.getLogger("hsqldb.db." + database + ".ENGINE");
    engine.addHandler(listener);
  }

  /**
   * Writes and deletes a file beside the database.
   *
   * @throws IOException when the disk does not take it
   */
  static void requireSpace(Path file) throws IOException {
    requireSpace(file, SPARE);
  }

  static void requireSpace(Path file, long bytes) throws IOException {
    Path probe = file.resolveSibling(file.getFileName() + ".probe");
    try (FileChannel channel =
        FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocate(1 << 16);
      for (long written = 0; written < bytes; written += block.capacity()) {
        block.clear();
        while (block.hasRemaining()) {
          channel.write(block);
        }
      }
      channel.force(true);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  void stopListening() {
    engine.removeHandler(listener);
  }

  /** Names who ends a process whose memory no longer has what its database holds. */
  void whenUnfit(Consumer<String> ending) {
    unfit = ending;
  }

  boolean isFailing() {
    return failing;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (failing) {
      throw new SQLTransientConnectionException("the disk of " + file + " cannot be written");
    }
    return super.getConnection();
  }

  private synchronized boolean isFirst() {
    failures++;
    boolean first = !failing;
    failing = true;
    return first;
  }

  private void failed(String why) {
    if (isFirst()) {
      LOG.error(
          "DATABASE_FILE {} cannot be written ({}): make room on its disk. Until then nothing is"
              + " read or sent; do not stop the bot before, or the last messages may come again",
          file,
          why);
      Thread rescue = new Thread(this::rescue, "DiskWatch");
      rescue.setDaemon(true);
      rescue.start();
    }
  }

  /**
   * HSQLDB forgets rows of the {@code .data} before it has written them, and may have read wrong
   * ones: nothing of this memory may be written any more. The log and the {@code .backup} hold all
   * that was committed, and a start goes on from them.
   */
  private void lost(String why) {
    if (isFirstLoss()) {
      unfit.accept(
          "%s.data could not be read or written (%s): see that its disk has room and is whole,"
                  .formatted(file, why)
              + " then start again");
    }
  }

  private synchronized boolean isFirstLoss() {
    failing = true;
    boolean first = !lost;
    lost = true;
    return first;
  }

  private static boolean isOfForgottenRows(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
        .anyMatch(LOSING::contains);
  }

  /** Until it succeeds: what was not written stands in memory alone. */
  private void rescue() {
    try {
      do {
        Thread.sleep(PAUSE.toMillis());
        if (lost) {
          return;
        }
      } while (!writesEverything());
      LOG.info("DATABASE_FILE {} is written again; nothing is missing in it", file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean writesEverything() {
    long before = failures();
    try (Connection connection = super.getConnection();
        Statement statement = connection.createStatement()) {
      requireSpace(file, size(".script") + 2 * size(".log") + CACHED + SPARE);
      statement.execute("CHECKPOINT");
    } catch (IOException | SQLException e) {
      LOG.debug("The disk is still not written", e);
      return false;
    }
    return recovers(before);
  }

  private synchronized long failures() {
    return failures;
  }

  /** Unless something failed meanwhile; never once rows were lost, so that a stop writes none. */
  private synchronized boolean recovers(long before) {
    if (lost || failures != before) {
      return false;
    }
    failing = false;
    return true;
  }

  private long size(String end) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + end);
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private final class Listener extends Handler {
    @Override
    public void publish(LogRecord line) {
      Throwable failure = line.getThrown();
      if (line.getLevel().intValue() < Level.WARNING.intValue() || failure == null) {
        return;
      }
      String why = String.valueOf(failure.getMessage());
      if (isOfForgottenRows(failure)) {
        lost(why);
      } else {
        failed(why);
      }
    }

    @Override
    public void flush() {
      // Nothing is kept.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
