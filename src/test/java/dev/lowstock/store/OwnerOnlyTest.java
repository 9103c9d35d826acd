package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who can read the files of an embedded database; the umask of the tests lets everybody. */
class OwnerOnlyTest {
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
  }

  @Test
  void folderAndFilesAreTheOwnersAlone(@TempDir Path directory) throws IOException {
    Path folder = directory.resolve("made").resolve("data");
    Path file = folder.resolve("lowstock");

    try (Database database = Database.openFile(file)) {
      SecretKeys.besides(file, database);
      new JdbcTemplate(database.dataSource()).execute("CHECKPOINT");
      assertThat(mode(folder)).isEqualTo("rwx------");
      assertThat(mode(file.resolveSibling("lowstock.key"))).isEqualTo("rw-------");
    }

    assertThat(modes(folder)).hasSizeGreaterThan(3).containsOnly("rw-------");
    assertThat(log.list).isEmpty();
  }

  @Test
  void folderThatOthersLookIntoIsWarnedOf(@TempDir Path directory) throws IOException {
    Path folder = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path others = Files.createFile(folder.resolve("lowstocks.txt"));
    Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rw-r--r--"));

    Database.openFile(folder.resolve("lowstock")).close();

    assertThat(log.list)
        .isNotEmpty()
        .allMatch(line -> line.getFormattedMessage().contains("'chmod 700 " + folder + "'"));
    assertThat(mode(folder.resolve("lowstock.script"))).isEqualTo("rw-------");
    assertThat(mode(others)).isEqualTo("rw-r--r--");
  }

  @Test
  void folderThatOthersCannotComeToIsNot(@TempDir Path directory) throws IOException {
    Path folder = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    Database.openFile(folder.resolve("lowstock")).close();

    assertThat(log.list).isEmpty();
  }

  private static List<String> modes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(OwnerOnlyTest::mode).toList();
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Database.class);
  }
}
