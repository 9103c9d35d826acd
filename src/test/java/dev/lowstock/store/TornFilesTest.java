package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The files of an embedded database, cut wherever a crash, a power cut or a full disk may cut them.
 * Each transaction of this database adds a seller, a chat and a use, so half of one would be seen.
 * The uses are in the {@code .script}, the others in the {@code .data}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TornFilesTest {
  private static final int TRANSACTIONS = 1_000;
  private static final List<String> PARTS =
      List.of("script", "script.new", "data", "data.new", "backup", "log", "log.cut", "properties");
  private static final byte[] MISSING = {'-'};

  /** As a running bot has them, and as a stop leaves them. */
  private Map<String, byte[]> running = new TreeMap<>();

  private Map<String, byte[]> stopped = new TreeMap<>();

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Path file;

  @BeforeAll
  void run(@TempDir Path folder) throws IOException {
    Path bot = folder.resolve("lowstock");
    try (Database database = Database.openFile(bot)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      TransactionTemplate transaction =
          new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
      for (int n = 1; n <= TRANSACTIONS; n++) {
        long id = n;
        transaction.executeWithoutResult(
            status -> {
              rows.update("INSERT INTO seller (seller_id) VALUES (?)", id);
              rows.update(
                  "INSERT INTO chat (id, channel, address) VALUES (?, 'telegram', ?)",
                  id,
                  "Mugs\nof\r\n'Ada' \u0000 \\u000a é " + id);
              rows.update("UPDATE chat SET language = 'en' WHERE id = ?", id);
              rows.update("INSERT INTO chat_use (what, who) VALUES ('links', ?)", "" + id);
            });
      }
      running = read(bot);
    }
    stopped = read(bot);
  }

  @BeforeEach
  void put(@TempDir Path folder) {
    file = folder.resolve("lowstock");
    log.list.clear();
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void detach() {
    root().detachAppender(log);
  }

  // --- The log ----------------------------------------------------------------------------------

  @Test
  void everyCutOfTheLogIsAtALineThatIsWhole() {
    byte[] bytes = part(running, "log");
    LogEnd end = new LogEnd();
    int lastLine = 0;

    for (int cut = 1; cut <= bytes.length; cut++) {
      end.add(bytes[cut - 1]);
      lastLine = bytes[cut - 1] == '\n' ? cut : lastLine;

      assertThat(end.whole()).isEqualTo(lastLine);
      assertThat(end.isCut()).isEqualTo(lastLine < cut);
    }
    assertThat(lines(bytes)).hasSizeGreaterThan(3 * TRANSACTIONS);
    assertThat(end.isDamaged()).isFalse();
  }

  @Test
  void cutLogOpensWithEveryWholeTransactionAndNothingOfTheOneThatWasCut() throws Exception {
    byte[] bytes = part(running, "log");
    // Each byte of the last lines, and some positions in each of some transactions.
    int lastLines = bytes.length - 90;
    IntStream cuts =
        IntStream.concat(
            IntStream.iterate(bytes.length / 3, cut -> cut + bytes.length / 71)
                .takeWhile(cut -> cut < lastLines),
            IntStream.rangeClosed(lastLines, bytes.length));

    for (int cut : cuts.toArray()) {
      write(running);
      byte[] left = Arrays.copyOf(bytes, cut);
      Files.write(part("log"), left);

      new LeftFiles(file).mend();
      String url = Database.fileUrl(file) + ";readonly=true;shutdown=true";
      try (Connection database = DriverManager.getConnection(url, "SA", "")) {
        assertThat(transactions(new SingleConnectionDataSource(database, true)))
            .describedAs("cut at %s", cut)
            .isEqualTo(committed(left));
      }
    }
  }

  @Test
  void cutPieceIsKeptBesideAndSaidInOneLine() throws IOException {
    write(running);
    byte[] bytes = part(running, "log");
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 4);
    Files.write(part("log"), cut);

    assertThat(DatabaseCheck.file(file)).endsWith("the next start mends that");
    assertThat(part("log")).hasBinaryContent(cut);
    assertThat(transactions()).isEqualTo(TRANSACTIONS - 1);

    assertThat(part("log.cut")).hasContent("COM");
    assertThat(said(Level.WARN))
        .singleElement()
        .asString()
        .contains("lowstock.log did not end with a whole line", "3 bytes, now in lowstock.log.cut");
  }

  @Test
  void zerosAtTheEndOfTheLogAreLeftOut() throws IOException {
    byte[] bytes = part(running, "log");
    for (int cut : new int[] {0, 3, 7, 8, 30}) {
      write(running);
      byte[] left = Arrays.copyOf(bytes, bytes.length - cut);
      Files.write(part("log"), Arrays.copyOf(left, left.length + 5_000));

      assertThat(transactions()).isEqualTo(committed(left));
    }
    assertThat(said(Level.WARN))
        .hasSize(5)
        .allMatch(line -> line.contains("5000 zero bytes are left out"));
  }

  @Test
  void zerosInTheMiddleOfTheLogStopTheStart() throws IOException {
    write(running);
    byte[] bytes = part(running, "log").clone();
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 512, (byte) 0);
    Files.write(part("log"), bytes);

    refuses("lowstock.log has zero bytes in its middle");
  }

  @Test
  void damagedLineInTheMiddleOfTheLogStopsTheStartInOneLine() throws IOException {
    write(running);
    List<String> lines = new ArrayList<>(lines(part(running, "log")));
    lines.add(lines.size() / 2, "GARBAGE");
    Files.write(part("log"), lines, StandardCharsets.ISO_8859_1);

    refuses("lowstock.log");
  }

  @Test
  void logThatIsMissingThoughTheDatabaseWasInUseStopsTheStart() throws IOException {
    write(running);
    Files.delete(part("log"));

    refuses("lowstock.log is missing, and holds what was written last");
  }

  // --- The script -------------------------------------------------------------------------------

  @Test
  void everyCutOfTheScriptIsNoticed() throws IOException {
    String all = new String(part(stopped, "script"), StandardCharsets.ISO_8859_1);
    // Fewer rows, so that every position is tried.
    int rows = all.indexOf("INSERT INTO CHAT_USE");
    int rest = all.indexOf("\n", all.lastIndexOf("INSERT INTO CHAT_USE")) + 1;
    String few =
        all.substring(0, rows)
            + all.substring(rows, rest).lines().limit(3).reduce("", (x, y) -> x + y + "\n")
            + all.substring(rest);
    byte[] bytes = few.getBytes(StandardCharsets.ISO_8859_1);

    for (int cut = 0; cut < bytes.length; cut++) {
      assertThat(EndMark.fault(new ByteArrayInputStream(bytes, 0, cut)))
          .describedAs("cut at %s", cut)
          .isEqualTo("is cut short, its end is missing");
    }
    assertThat(EndMark.fault(new ByteArrayInputStream(bytes))).isNull();
  }

  @Test
  void cutScriptStopsTheStartAlsoBetweenTwoRowsAndAllFilesStayAsTheyAre() throws IOException {
    byte[] bytes = part(stopped, "script");
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int betweenRows = text.indexOf("INSERT INTO CHAT_USE VALUES('links','500',");
    int beforeAllRows = text.indexOf("SET SCHEMA SYSTEM_LOBS");
    int withoutTheMark = text.lastIndexOf("SET SCHEMA");

    for (int cut :
        new int[] {
          0, 1, 100, beforeAllRows, betweenRows, betweenRows + 20, withoutTheMark, bytes.length - 1
        }) {
      write(stopped);
      Files.write(part("script"), Arrays.copyOf(bytes, cut));

      refuses("lowstock.script is cut short, its end is missing");
    }
  }

  @Test
  void cutScriptOfADatabaseThatWasInUseStopsTheStart() throws IOException {
    write(running);
    byte[] bytes = part(running, "script");
    Files.write(part("script"), Arrays.copyOf(bytes, bytes.length - 1));

    refuses("lowstock.script is cut short");
  }

  @Test
  void zerosInTheMiddleOfTheScriptStopTheStart() throws IOException {
    write(stopped);
    byte[] bytes = part(stopped, "script").clone();
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 512, (byte) 0);
    Files.write(part("script"), bytes);

    refuses("lowstock.script has zero bytes in it");
  }

  @Test
  void damagedNumberOfTheCheckpointInTheScriptStopsTheStart() throws IOException {
    write(stopped);
    String text = text(part(stopped, "script")).replaceFirst("SET FILES CHECK \\d", "$0?");
    Files.write(part("script"), text.getBytes(StandardCharsets.ISO_8859_1));

    refuses("lowstock.script has a damaged line, SET FILES CHECK");
  }

  @Test
  void scriptThatIsMissingStopsTheStart() throws IOException {
    write(stopped);
    Files.delete(part("script"));

    refuses("lowstock.script is missing");
  }

  @Test
  void databaseOfBeforeHasNoMarkOpensAndGetsOneAtOnce() throws IOException {
    write(running);
    try (Database database = Database.openFile(file)) {
      new JdbcTemplate(database.dataSource()).execute("DROP SCHEMA SCRIPT_END CASCADE");
    }
    assertThat(lines(Files.readAllBytes(part("script")))).noneMatch(line -> line.contains("_END"));

    try (Database database = Database.openFile(file)) {
      assertThat(lines(Files.readAllBytes(part("script"))))
          .last()
          .isEqualTo("INSERT INTO LAST_LINE VALUES(TRUE)");
      assertThat(database.kind()).isEqualTo(Database.Kind.HSQLDB);
    }
    assertThat(transactions()).isEqualTo(TRANSACTIONS);
  }

  @Test
  void startThatDiedWhileItMadeTheMarkIsMadeUpFor() throws IOException {
    write(running);
    String[] steps = {
      "DROP SCHEMA SCRIPT_END CASCADE",
      "CREATE SCHEMA SCRIPT_END AUTHORIZATION DBA",
      "CREATE TABLE SCRIPT_END.NEW_LINE (WHOLE BOOLEAN)",
      "INSERT INTO SCRIPT_END.NEW_LINE VALUES (TRUE)"
    };
    for (int done = 1; done <= steps.length; done++) {
      try (Database database = Database.openFile(file)) {
        JdbcTemplate rows = new JdbcTemplate(database.dataSource());
        Arrays.stream(steps).limit(done).forEach(rows::execute);
      }

      assertThat(transactions()).isEqualTo(TRANSACTIONS);
      assertThat(lines(Files.readAllBytes(part("script"))))
          .last()
          .isEqualTo("INSERT INTO LAST_LINE VALUES(TRUE)");
    }
  }

  @Test
  void backupOfARunningBotOpens(@TempDir Path elsewhere) throws IOException {
    write(running);
    try (Database database = Database.openFile(file);
        ZipInputStream copy = new ZipInputStream(new DatabaseBackup(database).open())) {
      for (ZipEntry entry = copy.getNextEntry(); entry != null; entry = copy.getNextEntry()) {
        Files.copy(copy, elsewhere.resolve(entry.getName()));
      }
    }
    file = elsewhere.resolve("lowstock");

    assertThat(transactions()).isEqualTo(TRANSACTIONS);
    assertThat(said(Level.WARN)).isEmpty();
  }

  // --- A checkpoint that dies -------------------------------------------------------------------

  @Test
  void checkpointThatDiesAtAnyStepLosesNothing() throws IOException {
    byte[] next = part(stopped, "script");
    byte[] half = Arrays.copyOf(next, next.length / 2);
    byte[] inUse = part(running, "properties");
    byte[] nextFiles =
        text(inUse).replace("=yes", "=yes-new-files").getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(inUse, inUse.length - 5);
    byte[] old = part(running, "script");
    byte[] oldLog = part(running, "log");
    byte[] none = MISSING;

    //   script, script.new, log, properties: as HSQLDB's source goes, a file at a time
    opens(old, half, oldLog, inUse);
    opens(old, next, oldLog, inUse);
    opens(old, next, oldLog, none);
    opens(old, next, oldLog, cut);
    opens(old, next, oldLog, new byte[0]);
    opens(old, next, oldLog, nextFiles);
    opens(old, next, none, nextFiles);
    opens(none, next, none, nextFiles);
    opens(next, none, none, nextFiles);
    opens(next, none, none, none);
    opens(next, none, none, cut);
    opens(next, none, none, part(stopped, "properties"));
    opens(next, none, new byte[0], part(stopped, "properties"));
    // and died again in the start after that
    opens(next, none, oldLog, nextFiles);
    opens(none, next, none, none);
    opens(none, next, oldLog, nextFiles);
  }

  // --- The data ---------------------------------------------------------------------------------

  @Test
  void dataThatIsMissingOrCutStopsTheStart() throws IOException {
    byte[] bytes = part(stopped, "data");
    int end = (int) ByteBuffer.wrap(bytes).getLong(12);
    for (int cut : new int[] {0, 63, 4096, end - 1}) {
      write(stopped);
      Files.write(part("data"), Arrays.copyOf(bytes, cut));

      refuses("lowstock.data is cut short");
    }
    write(stopped);
    Files.delete(part("data"));

    refuses("lowstock.data is missing");
  }

  @Test
  void dataOfAnEarlierDayStopsTheStart() throws IOException {
    write(stopped);
    Files.write(part("data"), part(running, "data"));

    refuses("lowstock.data is older than the .script");
  }

  @Test
  void dataThatWasBeingWrittenToNeedsItsBackup() throws IOException {
    write(running);
    byte[] data = part(running, "data").clone();
    data[28] &= (byte) ~0x20;
    Files.write(part("data"), data);

    refuses("lowstock.data was being written to, and its .backup is missing");

    // A page that was cut was not written to yet.
    byte[] backup = copies(part(running, "data"));
    Files.write(part("backup"), Arrays.copyOf(backup, backup.length + 5_000));
    assertThat(DatabaseCheck.file(file)).endsWith("the next start mends that");
    assertThat(transactions()).isEqualTo(TRANSACTIONS);
  }

  @Test
  void backupWithPagesOfTwoCheckpointsStopsTheStart() throws IOException {
    write(running);
    byte[] data = part(stopped, "data").clone();
    data[28] &= (byte) ~0x20;
    Files.write(part("data"), data);
    Files.write(part("backup"), copies(part(running, "data")));
    Files.write(part("backup"), copies(part(stopped, "data")), StandardOpenOption.APPEND);

    refuses("lowstock.data was being written to, and its .backup has pages of two checkpoints");
  }

  @Test
  void databaseOfBeforeIsMovedIntoTheDataAndAMoveThatDiedIsBegunAnew() throws IOException {
    write(stopped);
    try (Database database = Database.openFile(file)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      CachedTables.ALL.forEach(table -> rows.execute("SET TABLE " + table.name() + " TYPE MEMORY"));
    }
    assertThat(text(Files.readAllBytes(part("script"))))
        .contains("INSERT INTO CHAT VALUES(500,")
        .doesNotContain("CREATE CACHED TABLE");
    Files.write(part("data"), new byte[200_000]);

    for (int start = 0; start < 2; start++) {
      assertThat(transactions()).isEqualTo(TRANSACTIONS);
      assertThat(text(Files.readAllBytes(part("script"))))
          .contains("CREATE CACHED TABLE PUBLIC.CHAT(")
          .doesNotContain("INSERT INTO CHAT VALUES(");
    }
  }

  // --- Data that is written anew ----------------------------------------------------------------

  @Test
  void dataOfBeforeIsWrittenAnewInBlocks() throws IOException {
    write(withoutBlocks());
    assertThat(hasBlocks(Files.readAllBytes(part("data")))).isFalse();

    for (int start = 0; start < 2; start++) {
      assertThat(transactions()).isEqualTo(TRANSACTIONS);
      assertThat(hasBlocks(Files.readAllBytes(part("data")))).isTrue();
    }
    assertThat(part("data.new")).doesNotExist();
    assertThat(said(Level.INFO)).singleElement().asString().contains("Writing ", "data anew, once");
  }

  @Test
  void writingTheDataAnewMayDieAtAnyStepAndLosesNothing() throws IOException {
    Anew anew = anew();
    byte[] data = part(anew.before(), "data");
    byte[] backup = copies(data);
    byte[] saved = saved(anew);
    byte[] unsaved = saved.clone();
    unsaved[28] &= (byte) ~0x20;
    byte[] nextData = part(anew.after(), "data");
    byte[] nextScript = part(anew.after(), "script");
    byte[] inUse = part(anew.before(), "properties");
    byte[] newFiles = nextData(inUse);

    // As HSQLDB's source goes, a file at a time
    Map<String, byte[]> files = new TreeMap<>(anew.before());
    opensAnew(files);
    opensAnew(with(files, "backup", backup));
    opensAnew(with(files, "data", unsaved));
    for (int cut : new int[] {0, 63, 64, 4096, nextData.length / 2, nextData.length}) {
      opensAnew(with(files, "data.new", Arrays.copyOf(nextData, cut)));
    }
    opensAnew(with(files, "script.new", Arrays.copyOf(nextScript, nextScript.length / 2)));
    opensAnew(with(files, "script.new", nextScript));
    opensAnew(with(files, "data", saved));
    for (byte[] properties : List.of(MISSING, new byte[0], Arrays.copyOf(newFiles, 60))) {
      opensAnew(with(new TreeMap<>(files), "properties", properties));
    }
    opensAnew(with(files, "properties", newFiles));
    for (String done : List.of("log", "backup", "data")) {
      opensAnew(with(files, done, MISSING));
    }
    opensAnew(with(with(files, "data", nextData), "data.new", MISSING));
    opensAnew(with(files, "script", MISSING));
    opensAnew(with(with(files, "script", nextScript), "script.new", MISSING));
    for (byte[] properties : List.of(MISSING, Arrays.copyOf(newFiles, 60), saved(inUse))) {
      opensAnew(with(files, "properties", properties));
      opensAnew(with(new TreeMap<>(files), "log", new byte[0]));
    }

    // and died again in the start after that, which takes the data before all else
    files.clear();
    files.putAll(anew.before());
    with(with(files, "properties", newFiles), "script.new", nextScript);
    opensAnew(with(with(files, "data", nextData), "backup", backup));
    opensAnew(with(files, "backup", MISSING));
    opensAnew(with(files, "log", MISSING));
    opensAnew(with(with(files, "script", nextScript), "script.new", MISSING));
    opensAnew(with(files, "properties", saved(inUse)));
  }

  @Test
  void dataThatWasWrittenAnewAndIsMissingOrCutStopsTheStart() throws IOException {
    Anew anew = anew();
    byte[] nextData = part(anew.after(), "data");
    int end = (int) ByteBuffer.wrap(nextData).getLong(12);
    Map<String, byte[]> files = new TreeMap<>(anew.before());
    with(files, "properties", nextData(part(anew.before(), "properties")));
    with(with(files, "script.new", part(anew.after(), "script")), "data", saved(anew));
    with(files, "backup", copies(part(anew.before(), "data")));

    for (int cut : new int[] {0, 63, 64, 4096, end - 1}) {
      write(with(files, "data.new", Arrays.copyOf(nextData, cut)));
      refuses("lowstock.data.new is cut short");
    }
    write(with(files, "data.new", part(stopped, "data")));
    refuses("lowstock.data.new does not belong to the .script");
    write(with(files, "data.new", MISSING));
    refuses("lowstock.data does not belong to the .script");
    write(with(files, "data", MISSING));
    refuses("lowstock.data is missing");
    write(with(with(files, "data", nextData), "script.new", MISSING));
    refuses("lowstock.data does not belong to the .script");
  }

  /** The files before and after their data is written anew. */
  private record Anew(Map<String, byte[]> before, Map<String, byte[]> after) {}

  private Anew anew() throws IOException {
    write(withoutBlocks());
    try (Database database = Database.openFileAsItIs(file)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      // In the log alone.
      rows.update("UPDATE chat SET language = 'en' WHERE id <= 10");
      Map<String, byte[]> before = read(file);
      rows.execute("SET FILES SPACE TRUE");
      rows.execute("CHECKPOINT DEFRAG");
      return new Anew(before, read(file));
    }
  }

  /** As the Lowstock of before stopped. */
  private Map<String, byte[]> withoutBlocks() throws IOException {
    write(stopped);
    try (Database database = Database.openFileAsItIs(file)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      rows.execute("SET FILES SPACE FALSE");
      rows.execute("CHECKPOINT DEFRAG");
    }
    log.list.clear();
    return read(file);
  }

  /** What HSQLDB makes of the earlier data in the end; its rows are not to be used. */
  private static byte[] saved(Anew anew) {
    byte[] data = part(anew.before(), "data").clone();
    Arrays.fill(data, 64, data.length, (byte) 'x');
    System.arraycopy(part(anew.after(), "data"), 32, data, 32, Long.BYTES);
    return data;
  }

  private static byte[] nextData(byte[] inUse) {
    return text(inUse).replace("=yes", "=yes-new-files-data").getBytes(StandardCharsets.UTF_8);
  }

  /** Until the next write to the log. */
  private static byte[] saved(byte[] inUse) {
    return text(inUse).replace("=yes", "=no").getBytes(StandardCharsets.UTF_8);
  }

  private static boolean hasBlocks(byte[] data) {
    return ByteBuffer.wrap(data).getShort(20) != 0;
  }

  private static Map<String, byte[]> with(Map<String, byte[]> files, String part, byte[] contents) {
    files.put(part, contents);
    files.values().removeIf(bytes -> bytes == MISSING);
    return files;
  }

  private void opensAnew(Map<String, byte[]> files) throws IOException {
    write(files);
    assertThat(transactions()).as("%s", files.keySet()).isEqualTo(TRANSACTIONS);
    assertThat(hasBlocks(Files.readAllBytes(part("data")))).isTrue();
    assertThat(part("data.new")).doesNotExist();
  }

  @Test
  void nextScriptThatIsCutStopsTheStartWhenAllIsInIt() throws IOException {
    byte[] next = part(stopped, "script");
    byte[] nextFiles =
        text(part(running, "properties"))
            .replace("=yes", "=yes-new-files")
            .getBytes(StandardCharsets.UTF_8);
    write(Map.of("script.new", Arrays.copyOf(next, next.length - 40), "properties", nextFiles));

    refuses("lowstock.script.new is cut short");
  }

  @Test
  void firstStartThatDiedWhileItMadeTheDatabaseIsBegunAnew() throws IOException {
    write(
        Map.of(
            "script.new",
            "SET DATABASE UNIQUE".getBytes(StandardCharsets.UTF_8),
            "log",
            new byte[0]));

    assertThat(transactions()).isZero();
  }

  @Test
  void logIsMadeAnewBeforeItIsLong() throws IOException {
    try (Database database = Database.openFile(file)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      TransactionTemplate transaction =
          new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
      long longest = 0;
      for (int n = 0; n < 24; n++) {
        List<Object[]> megabyte =
            IntStream.range(n * 1_000, n * 1_000 + 1_000)
                .mapToObj(id -> new Object[] {id, "x".repeat(900) + id})
                .toList();
        transaction.executeWithoutResult(
            status ->
                rows.batchUpdate(
                    "INSERT INTO telegram_webhook (single, path, secret_sealed) VALUES (?, 'a', ?)",
                    megabyte));
        longest = Math.max(longest, Files.size(part("log")));
      }

      assertThat(longest).isBetween(5_000_000L, 14_000_000L);
    }
  }

  /** HSQLDB writes the data behind the next script, and before it says that there is one. */
  private void opens(byte[] script, byte[] next, byte[] oldLog, byte[] properties)
      throws IOException {
    byte[] oldData = part(running, "data");
    byte[] newData = part(stopped, "data");
    if (Arrays.equals(properties, part(running, "properties"))) {
      opens(script, next, oldLog, properties, oldData, MISSING);
      // Some rows are there, and not yet in the header that they are.
      byte[] between = newData.clone();
      System.arraycopy(oldData, 0, between, 0, 64);
      between[28] &= (byte) ~0x20;
      opens(script, next, oldLog, properties, between, copies(oldData));
    }
    opens(script, next, oldLog, properties, newData, oldLog == MISSING ? MISSING : copies(oldData));
  }

  private void opens(
      byte[] script, byte[] next, byte[] oldLog, byte[] properties, byte[] data, byte[] backup)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("script", script);
    files.put("script.new", next);
    files.put("log", oldLog);
    files.put("properties", properties);
    files.put("data", data);
    files.put("backup", backup);
    files.values().removeIf(bytes -> bytes == MISSING);
    write(files);

    assertThat(transactions())
        .describedAs("%s with %s", files.keySet(), text(properties))
        .isEqualTo(TRANSACTIONS);
  }

  /** The {@code .backup} of a data file of which every page was written to since. */
  private static byte[] copies(byte[] data) {
    int page = 1 << 14;
    int end = (int) ByteBuffer.wrap(data).getLong(12);
    int pages = (end + page - 1) / page;
    ByteBuffer copies = ByteBuffer.allocate(pages * (page + 12));
    for (int n = 0; n < pages; n++) {
      copies
          .putInt(page)
          .putLong((long) n * page)
          .put(Arrays.copyOfRange(data, n * page, (n + 1) * page));
    }
    return copies.array();
  }

  /** Says why in one line, prints nothing, and leaves the files as they are. */
  private void refuses(String why) throws IOException {
    Map<String, byte[]> before = read(file);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      for (int start = 0; start < 2; start++) {
        assertThatThrownBy(() -> Database.openFile(file))
            .isInstanceOf(DatabaseRefused.class)
            .hasMessageContaining("DATABASE_FILE " + file + " cannot be opened (")
            .hasMessageContaining(why)
            .hasMessageContaining("restore it from a backup")
            .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> DatabaseCheck.file(file))
            .isInstanceOf(DatabaseRefused.class)
            .hasMessageContaining(why);
      }
    } finally {
      System.setErr(console);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(log.list).isEmpty();
    assertThat(read(file)).containsExactlyEntriesOf(before);
  }

  private int transactions() {
    try (Database database = Database.openFile(file)) {
      return transactions(database.dataSource());
    }
  }

  private static int transactions(DataSource database) {
    JdbcTemplate rows = new JdbcTemplate(database);
    List<Long> sellers = rows.queryForList("SELECT seller_id FROM seller", Long.class);
    assertThat(rows.queryForList("SELECT id FROM chat WHERE language = 'en'", Long.class))
        .hasSameElementsAs(sellers);
    for (String table : List.of("chat", "chat_use")) {
      assertThat(rows.queryForObject("SELECT COUNT(*) FROM " + table, Integer.class))
          .isEqualTo(sellers.size());
    }
    return sellers.size();
  }

  private static int committed(byte[] left) {
    int sellers = 0;
    int open = 0;
    String text = text(left);
    for (String whole : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      // The session, where another one was at work before.
      String line = whole.replaceFirst("^/\\*C\\d+\\*/", "");
      open += line.startsWith("INSERT INTO SELLER VALUES(") ? 1 : 0;
      if (line.equals("COMMIT")) {
        sellers += open;
        open = 0;
      }
    }
    return sellers;
  }

  private void write(Map<String, byte[]> files) throws IOException {
    try (Stream<Path> old = Files.list(file.getParent())) {
      for (Path path : old.filter(Files::isRegularFile).toList()) {
        Files.delete(path);
      }
    }
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Files.write(part(each.getKey()), each.getValue());
    }
  }

  private static Map<String, byte[]> read(Path database) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String part : PARTS) {
      Path path = database.resolveSibling("lowstock." + part);
      if (Files.exists(path)) {
        files.put(part, Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static byte[] part(Map<String, byte[]> files, String end) {
    return Objects.requireNonNull(files.get(end));
  }

  private Path part(String end) {
    return file.resolveSibling("lowstock." + end);
  }

  private List<String> said(Level level) {
    return log.list.stream()
        .filter(line -> line.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains("lowstock."))
        .toList();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static List<String> lines(byte[] bytes) {
    return text(bytes).lines().toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
