package dev.lowstock.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an embedded database as a stop, a crash or a power cut has left them, looked at
 * before HSQLDB opens them: it takes a {@code .script} that was cut for whole, refuses a {@code
 * .log} whose last line was cut, and does without one that is missing.
 *
 * <p>What a crash explains is mended; all else is refused, and then every file is left as it is.
 */
final class LeftFiles {
  private static final Logger LOG = LoggerFactory.getLogger(LeftFiles.class);

  private final Path database;
  private final Path script;
  private final Path nextScript;
  private final Path log;
  private final Path properties;
  private final Path dataPath;
  private final Path nextData;
  private final DataFile data;

  LeftFiles(Path database) {
    this.database = database;
    this.script = part(".script");
    this.nextScript = part(".script.new");
    this.log = part(".log");
    this.properties = part(".properties");
    this.dataPath = part(".data");
    this.nextData = part(".data.new");
    this.data = new DataFile(dataPath, part(".backup"));
  }

  /** What HSQLDB's {@code .properties} say of the other files. */
  private enum State {
    /** All is in the script. */
    STOPPED("no"),
    /** The log belongs to the script. */
    IN_USE("yes"),
    /** A checkpoint or a stop was under way: all is in the next script, if that is there still. */
    NEXT_SCRIPT("yes-new-files"),
    /** The same while the data was written anew; those are in the next data, if that is there. */
    NEXT_DATA("yes-new-files-data"),
    /** They are missing or cut, as while they are replaced; HSQLDB goes by what there is. */
    UNKNOWN("");

    private final String word;

    State(String word) {
      this.word = word;
    }

    boolean isInNextScript() {
      return this == NEXT_SCRIPT || this == NEXT_DATA;
    }
  }

  /** What is to be done; nothing of it loses what was committed. */
  private record Mending(
      State state,
      boolean takeNextScript,
      @Nullable LogEnd log,
      boolean hasData,
      boolean dataIsAhead) {
    boolean isNeeded() {
      return takeNextScript
          || state == State.NEXT_DATA
          || state == State.UNKNOWN
          || (log != null && log.isCut())
          // HSQLDB brings it back, unless it only reads.
          || dataIsAhead;
    }
  }

  /** True when no database was made here yet, or a first start died while it made one. */
  boolean isNone() throws IOException {
    return !Files.exists(script)
        && !Files.exists(properties)
        && !Files.exists(dataPath)
        && (!Files.exists(nextScript) || fault(nextScript) != null);
  }

  /**
   * True when the next start has something to mend. Only looks.
   *
   * @throws DatabaseRefused when the files cannot be used
   */
  boolean needMending() throws IOException {
    return !isNone() && mending().isNeeded();
  }

  /**
   * Mends what a crash has left. Only for who holds the database.
   *
   * @throws DatabaseRefused when the files cannot be used; they are as they were then
   */
  void mend() throws IOException {
    if (isNone()) {
      Files.deleteIfExists(nextScript);
      return;
    }
    Mending mending = mending();
    if (!mending.hasData()) {
      // Left by a start that died while it moved tables there: their rows are in the script still.
      data.delete();
    } else if (mending.state() == State.NEXT_DATA) {
      takeNextData();
    } else if (data.isBackupCut()) {
      data.cutBackup();
    }
    // Half of one, which HSQLDB would leave there for ever after a stop.
    Files.deleteIfExists(nextData);
    if (mending.takeNextScript() || mending.state().isInNextScript()) {
      Files.deleteIfExists(log);
    }
    if (mending.takeNextScript()) {
      Files.move(nextScript, script, StandardCopyOption.ATOMIC_MOVE);
    }
    if (mending.state() == State.UNKNOWN) {
      Files.deleteIfExists(properties);
      // HSQLDB now says that the database is in use, before it makes a log.
      if (Files.notExists(log)) {
        Files.createFile(log, OwnerOnly.file());
      }
    }
    if (mending.log() != null && mending.log().isCut()) {
      cut(mending.log());
    }
  }

  /** In HSQLDB's order, but for a moment without any. */
  private void takeNextData() throws IOException {
    if (Files.exists(nextData)) {
      Files.move(nextData, dataPath, StandardCopyOption.ATOMIC_MOVE);
    }
    data.deleteBackup();
  }

  private Mending mending() throws IOException {
    State state = state();
    // While it takes the place of the script, that is missing, and the log is deleted already.
    boolean next = Files.exists(nextScript) && (state.isInNextScript() || !Files.exists(script));
    Path current = next ? nextScript : script;
    if (!Files.exists(current)) {
      throw refused(current, "is missing");
    }
    EndMark.Script found = EndMark.read(Files.newInputStream(current));
    if (found.fault() != null) {
      throw refused(current, found.fault());
    }
    boolean hasData = found.hasDataFile();
    if (hasData) {
      requireData(state, found.check());
    }
    boolean dataIsAhead = hasData && !data.isOf(found.check());
    boolean logCounts = !next && (state == State.IN_USE || state == State.UNKNOWN);
    if (!logCounts) {
      return new Mending(state, next, null, hasData, dataIsAhead);
    }
    if (!Files.exists(log)) {
      if (state == State.IN_USE) {
        throw refused(log, "is missing, and holds what was written last");
      }
      return new Mending(state, false, null, hasData, dataIsAhead);
    }
    LogEnd end = LogEnd.of(Files.newInputStream(log));
    if (end.isDamaged()) {
      throw refused(log, "has zero bytes in its middle");
    }
    return new Mending(state, false, end, hasData, dataIsAhead);
  }

  private void requireData(State state, long check) throws IOException {
    boolean isAnew = state == State.NEXT_DATA;
    Path path = isAnew && Files.exists(nextData) ? nextData : dataPath;
    DataFile file = path.equals(dataPath) ? data : new DataFile(path, part(".backup"));
    String fault = isAnew ? file.faultOfNew(check) : file.fault(check);
    if (fault != null) {
      throw refused(path, fault);
    }
  }

  private State state() throws IOException {
    if (!Files.exists(properties)) {
      return State.UNKNOWN;
    }
    String text = Files.readString(properties, StandardCharsets.ISO_8859_1);
    return Arrays.stream(State.values())
        .filter(state -> text.lines().anyMatch(line -> line.equals("modified=" + state.word)))
        .filter(state -> text.contains("\nversion=") && text.endsWith("\n"))
        .findFirst()
        .orElse(State.UNKNOWN);
  }

  /** HSQLDB syncs whole lines before it says that a transaction is committed. */
  private void cut(LogEnd end) throws IOException {
    Path piece = part(".log.cut");
    try (FileChannel from =
        FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (end.whole() < end.written()) {
        try (FileChannel to =
            FileChannel.open(
                piece,
                Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING),
                OwnerOnly.file())) {
          from.transferTo(end.whole(), end.written() - end.whole(), to);
          to.force(true);
        }
      }
      from.truncate(end.whole());
      from.force(true);
    }
    long cut = end.written() - end.whole();
    long zeros = end.size() - end.written();
    LOG.warn(
        "{} did not end with a whole line, as after a power cut: {}{}{} are left out, and the"
            + " transaction that they belong to",
        log,
        cut > 0 ? cut + " bytes, now in " + piece.getFileName() + "," : "",
        cut > 0 && zeros > 0 ? " and " : "",
        zeros > 0 ? zeros + " zero bytes" : "");
  }

  private static @Nullable String fault(Path script) throws IOException {
    return EndMark.fault(Files.newInputStream(script));
  }

  private DatabaseRefused refused(Path file, String fault) {
    return Database.cannotBeOpened(database, file.getFileName() + " " + fault, null);
  }

  private Path part(String end) {
    return database.resolveSibling(database.getFileName() + end);
  }
}
