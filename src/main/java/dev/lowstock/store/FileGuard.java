package dev.lowstock.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process away from a database file, by a lock of the operating system on a file
 * beside it: it ends with the process, however that dies.
 */
final class FileGuard implements AutoCloseable {
  private final FileChannel channel;

  private FileGuard(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the guard of a database file and makes its folder where needed.
   *
   * @throws DatabaseRefused when a process has it; the message names that process
   */
  static FileGuard take(Path database) throws IOException {
    Path folder = database.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder, OwnerOnly.folder());
    }
    Path file = database.resolveSibling(database.getFileName() + ".guard");
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            OwnerOnly.file());
    if (lock(channel) == null) {
      String holder = holder(channel);
      channel.close();
      throw new DatabaseRefused(
          "DATABASE_FILE "
              + database
              + " is in use by another Lowstock (process "
              + holder
              + "): stop that one, or set DATABASE_FILE to another file");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    return new FileGuard(channel);
  }

  /** True when a process holds the guard; makes nothing. */
  static boolean isTaken(Path database) throws IOException {
    Path file = database.resolveSibling(database.getFileName() + ".guard");
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock free = lock(channel)) {
      return free == null;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    int read = channel.read(bytes, 0);
    return read > 0 ? new String(bytes.array(), 0, read, StandardCharsets.US_ASCII) : "unknown";
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
