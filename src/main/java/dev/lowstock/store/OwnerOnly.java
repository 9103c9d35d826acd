package dev.lowstock.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that nobody but the user of the program may read, whatever its umask is. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> READ_AND_WRITE =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private OwnerOnly() {}

  /** For a file that is made. */
  public static FileAttribute<?> file() {
    return PosixFilePermissions.asFileAttribute(READ_AND_WRITE);
  }

  static FileAttribute<?> folder() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  /** True when others may do anything with it; false too when it is not there. */
  public static boolean isOpenToOthers(Path path) {
    try {
      return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
    } catch (IOException missing) {
      return false;
    }
  }

  /** True when others may come as far as a folder, and do anything with it. */
  static boolean canBeEntered(Path folder) {
    for (Path path = folder.toAbsolutePath().normalize(); path != null; path = path.getParent()) {
      if (!isOpenToOthers(path)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes the files of an embedded database from others.
   *
   * @return whether others could read one of them
   */
  static boolean restrict(Path database) throws IOException {
    boolean found = false;
    Path folder = Objects.requireNonNull(database.toAbsolutePath().getParent());
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder,
            file -> file.getFileName().toString().startsWith(database.getFileName() + "."))) {
      for (Path file : files) {
        if (Files.isRegularFile(file) && isOpenToOthers(file)) {
          found = true;
          Files.setPosixFilePermissions(file, READ_AND_WRITE);
        }
      }
    }
    return found;
  }
}
