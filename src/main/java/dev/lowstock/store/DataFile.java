package dev.lowstock.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * HSQLDB's {@code .data}, where the rows of {@link CachedTables} are, and its {@code .backup}: what
 * the last checkpoint left of each page that was written to since. HSQLDB syncs a page's copy
 * before it writes to that page, and after a crash copies all of them back.
 *
 * <p>HSQLDB 2.7.4 makes a new {@code .data} if that is missing, uses one of another time, and does
 * not read a {@code .backup} whose last page was cut.
 */
final class DataFile {
  /** Bytes of a page in {@code .backup}, and what is in front of each: its length, its place. */
  private static final int PAGE = 1 << 14;

  private static final int PAGE_HEAD = Integer.BYTES + Long.BYTES;

  /** Places in the first page of {@code .data}. */
  private static final int END = 12;

  private static final int SPACE = 20;
  private static final int FLAGS = 28;
  private static final int CHECK = 32;
  private static final int HEADER = 64;

  /** Among the flags: no page was written to since the last checkpoint. */
  private static final int IS_SAVED = 0x2000_0000;

  private static final String NO_START = "is cut short, its start is missing";

  private final Path data;
  private final Path backup;

  DataFile(Path data, Path backup) {
    this.data = data;
    this.backup = backup;
  }

  /**
   * The start of a {@code .data}.
   *
   * @param end where its rows end, in bytes
   * @param hasBlocks whether it has {@link DataBlocks}
   * @param check of the checkpoint that wrote it, as in the script of that one
   */
  private record Header(long end, boolean hasBlocks, boolean isSaved, long check) {
    static Header of(ByteBuffer bytes) {
      return new Header(
          bytes.getLong(END),
          // Their megabytes are in the upper half.
          bytes.getInt(SPACE) >>> Short.SIZE != 0,
          (bytes.getInt(FLAGS) & IS_SAVED) != 0,
          bytes.getLong(CHECK));
    }
  }

  /** True when nothing was written here since the checkpoint of this number. */
  boolean isOf(long check) throws IOException {
    Header header = header(data, 0);
    return header != null && header.isSaved() && header.check() == check;
  }

  /**
   * What is wrong with the rows that a script says are here; null when they are as it left them, or
   * HSQLDB can bring them back to that.
   *
   * @param check the number of the script's checkpoint
   */
  @Nullable String fault(long check) throws IOException {
    Header header = header(data, 0);
    if (header == null) {
      return Files.exists(data) ? NO_START : "is missing";
    }
    if (!isOf(check)) {
      if (hasTwoCheckpoints()) {
        return "was being written to, and its .backup has pages of two checkpoints";
      }
      Header before = wholePages() > 0 ? header(backup, PAGE_HEAD) : null;
      if (before == null && !header.isSaved()) {
        return "was being written to, and its .backup is missing";
      }
      // Without a copy, a checkpoint died that had no row to write, but had renewed the header.
      header = before == null ? header : before;
    }
    if (header.check() < check) {
      return "is older than the .script";
    }
    return Files.size(data) < header.end() ? "is cut short, its end is missing" : null;
  }

  /**
   * What is wrong with rows that were all written anew, by the checkpoint of this number; null when
   * all of them are here. HSQLDB gives the same number to the file that this one replaces, which
   * has no blocks.
   */
  @Nullable String faultOfNew(long check) throws IOException {
    Header header = header(data, 0);
    if (header == null) {
      return Files.exists(data) ? NO_START : "is missing";
    }
    if (!header.hasBlocks() || !isOf(check)) {
      return "does not belong to the .script";
    }
    return Files.size(data) < header.end() ? "is cut short, its end is missing" : null;
  }

  /** True when a crash has cut the last page of {@code .backup}, so before it was of use. */
  boolean isBackupCut() throws IOException {
    return Files.exists(backup) && wholePages() * (PAGE + PAGE_HEAD) < Files.size(backup);
  }

  /**
   * True when a checkpoint failed while the bot ran, and HSQLDB went on in the same {@code
   * .backup}: its copies would mix two checkpoints. A last page of that place was cut.
   */
  private boolean hasTwoCheckpoints() throws IOException {
    if (!Files.exists(backup)) {
      return false;
    }
    long whole = wholePages();
    try (FileChannel channel = FileChannel.open(backup, StandardOpenOption.READ)) {
      ByteBuffer head = ByteBuffer.allocate(PAGE_HEAD);
      long next = whole * (PAGE + PAGE_HEAD);
      return whole > 0
          && next + PAGE + PAGE_HEAD < channel.size()
          && channel.read(head, next) == PAGE_HEAD
          && head.getInt(0) == PAGE
          && head.getLong(Integer.BYTES) == 0;
    }
  }

  /** Leaves out that page. */
  void cutBackup() throws IOException {
    long whole = wholePages() * (PAGE + PAGE_HEAD);
    try (FileChannel channel = FileChannel.open(backup, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
      channel.force(true);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(data);
    deleteBackup();
  }

  void deleteBackup() throws IOException {
    Files.deleteIfExists(backup);
  }

  /** How many pages at the start of {@code .backup} have a head that makes sense, and an end. */
  private long wholePages() throws IOException {
    if (!Files.exists(backup)) {
      return 0;
    }
    long pages = 0;
    try (FileChannel channel = FileChannel.open(backup, StandardOpenOption.READ)) {
      ByteBuffer head = ByteBuffer.allocate(PAGE_HEAD);
      long most = channel.size() / (PAGE + PAGE_HEAD);
      while (pages < most) {
        head.clear();
        channel.read(head, pages * (PAGE + PAGE_HEAD));
        long place = head.getLong(Integer.BYTES);
        // A power cut may leave zero bytes at the end.
        if (head.getInt(0) != PAGE || place % PAGE != 0 || (place == 0) != (pages == 0)) {
          break;
        }
        pages++;
      }
    }
    return pages;
  }

  private static @Nullable Header header(Path file, long at) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEADER);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.read(bytes, at) < HEADER ? null : Header.of(bytes);
    }
  }
}
