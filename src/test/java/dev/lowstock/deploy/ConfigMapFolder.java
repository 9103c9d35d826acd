package dev.lowstock.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder as the kubelet fills it from a ConfigMap: each file is a link to {@code ..data/<file>},
 * {@code ..data} is a link to a folder of its time, and an update swaps that link in one step. By
 * AtomicWriter of Kubernetes, pkg/volume/util/atomic_writer.go.
 */
public final class ConfigMapFolder {
  private final Path folder;
  private int updates;

  /** A folder that exists and is empty. */
  public ConfigMapFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the files those of this moment, by their names. */
  public void holds(Map<String, String> files) throws IOException {
    Path data = folder.resolve("..data");
    Path before = Files.exists(data) ? data.toRealPath() : null;
    Path now = Files.createDirectory(folder.resolve("..2026_12_01_00_00_" + updates++));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(now.resolve(file.getKey()), file.getValue());
    }
    Path next = folder.resolve("..data_tmp");
    Files.createSymbolicLink(next, now.getFileName());
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
    for (String name : files.keySet()) {
      if (!Files.isSymbolicLink(folder.resolve(name))) {
        Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
      }
    }
    for (Path left : list(folder)) {
      String name = left.getFileName().toString();
      if (!name.startsWith("..") && !files.containsKey(name)) {
        Files.delete(left);
      }
    }
    if (before != null) {
      for (Path old : list(before)) {
        Files.delete(old);
      }
      Files.delete(before);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
