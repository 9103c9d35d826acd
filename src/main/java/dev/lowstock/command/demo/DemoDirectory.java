package dev.lowstock.command.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the demo keeps its database; gone when the demo ends. */
record DemoDirectory(Path path) implements AutoCloseable {
  static DemoDirectory create() throws IOException {
    return new DemoDirectory(Files.createTempDirectory("lowstock-demo"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
