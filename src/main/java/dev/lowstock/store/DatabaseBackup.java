package dev.lowstock.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Copies an embedded database while it is in use: all that was committed when the copy was begun.
 * Who writes meanwhile waits until it is made.
 */
public final class DatabaseBackup {
  private final Database database;

  public DatabaseBackup(Database database) {
    this.database = database;
  }

  /**
   * The copy as a zip of HSQLDB's files, to be closed by its reader; the key file is not in it.
   *
   * @throws BackupRefused when the database is no embedded one, or HSQLDB cannot write the copy
   * @throws IOException when the copy cannot be made beside the database
   */
  public synchronized InputStream open() throws IOException {
    Path file = database.file();
    if (file == null) {
      throw new BackupRefused("Only the embedded database is copied: use pg_dump");
    }
    // Beside the database, where the bot may write and where others may not read.
    Path folder = folder(file);
    forget(folder);
    Files.createDirectory(folder, OwnerOnly.folder());
    try {
      // Blocking: without it, HSQLDB copies its log while that is written to. As files: else it
      // prints what it does.
      new JdbcTemplate(database.dataSource())
          .execute(
              "BACKUP DATABASE TO '%s/' BLOCKING AS FILES"
                  .formatted(folder.toString().replace("'", "''")));
      return Files.newInputStream(zip(folder), StandardOpenOption.READ);
    } catch (DataAccessException e) {
      throw new BackupRefused("The database could not be copied: " + reason(e));
    } finally {
      forget(folder);
    }
  }

  private static Path zip(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> copied = Files.list(folder)) {
      files = copied.sorted().toList();
    }
    Path zip = folder.resolve("copy.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Path file : files) {
        out.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return zip;
  }

  private static String reason(DataAccessException e) {
    return e.getMostSpecificCause() instanceof SQLException cause
        ? String.valueOf(cause.getMessage())
        : e.getClass().getSimpleName();
  }

  /**
   * Deletes what a copy has left that a crash cut short.
   *
   * @throws IOException when it cannot be deleted
   */
  static void forgetLeftover(Path database) throws IOException {
    forget(folder(database));
  }

  private static Path folder(Path database) {
    return database.toAbsolutePath().resolveSibling(database.getFileName() + ".copy");
  }

  /** An open file stays readable. */
  private static void forget(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.delete(folder);
    }
  }
}
