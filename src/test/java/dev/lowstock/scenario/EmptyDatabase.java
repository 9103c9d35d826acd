package dev.lowstock.scenario;

import dev.lowstock.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The embedded database of a program that was started once and has seen nothing: making its tables
 * is half of a first start. Some of {@link StartScenario} do without.
 */
final class EmptyDatabase {
  private static final List<Path> FILES = made();

  private EmptyDatabase() {}

  /** Puts one, of the name {@code lowstock}, into a directory. */
  static void in(Path directory) {
    try {
      for (Path file : FILES) {
        Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> made() {
    try {
      Path directory = Files.createDirectories(Path.of("target", "empty-database"));
      remove(directory);
      Database.openFile(directory.resolve("lowstock")).close();
      try (Stream<Path> files = Files.list(directory)) {
        return files
            .filter(file -> file.toString().matches(".*\\.(script|data|properties)"))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
