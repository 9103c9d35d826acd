package dev.lowstock.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** libfaketime, which sets the clock that a process finds. */
final class FakeTime {
  private FakeTime() {}

  /** Where it is installed. */
  static Optional<Path> library() {
    PathMatcher library =
        FileSystems.getDefault().getPathMatcher("glob:**/faketime/libfaketimeMT.so.1");
    try (Stream<Path> files =
        Files.find(Path.of("/usr/lib"), 3, (path, is) -> library.matches(path))) {
      return files.findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has processes of this environment find their clock as far off as a file says in seconds. */
  static void follows(Map<String, String> environment, Path library, Path clock) {
    environment.put("LD_PRELOAD", library.toString());
    environment.put("FAKETIME_TIMESTAMP_FILE", clock.toString());
    environment.put("FAKETIME_NO_CACHE", "1");
    // Nobody sets the clock that System.nanoTime reads.
    environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }
}
