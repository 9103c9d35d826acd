package dev.lowstock.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The row that HSQLDB writes last into its {@code .script}, whenever it writes one. Without it a
 * file that was cut between two rows would be taken for whole.
 */
final class EndMark {
  /** HSQLDB writes schemas in the order in which they were made, so this one comes last. */
  private static final String SCHEMA = "SCRIPT_END";

  /** Tells, far in front of the row, that there has to be one; made after the row itself. */
  private static final String PROMISE = "CREATE MEMORY TABLE SCRIPT_END.LAST_LINE(";

  private static final String LAST_LINE = "INSERT INTO LAST_LINE VALUES(TRUE)";

  /** What HSQLDB writes last in front of the rows, also into a script that has no mark yet. */
  private static final String LAST_DEFINITION = "GRANT DBA TO SA";

  /** The number of the checkpoint that wrote the script; the {@code .data} has the same. */
  private static final String CHECK = "SET FILES CHECK ";

  private static final String CACHED_TABLE = "CREATE CACHED TABLE ";

  /** Begins the rows of each schema; one that somebody has made after ours comes after it. */
  private static final String NEXT_SCHEMA = "SET SCHEMA ";

  /** Of a line, as much as tells which one it is. */
  private static final int START = 64;

  private EndMark() {}

  /** Makes the row in a database that has none, and writes it to its disk. */
  static void add(Connection connection) throws SQLException {
    if (connection.getMetaData().getTables(null, SCHEMA, "LAST_LINE", null).next()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      // A start that died in the middle has left a part of it.
      if (connection.getMetaData().getSchemas(null, SCHEMA).next()) {
        statement.execute("DROP SCHEMA " + SCHEMA + " CASCADE");
      }
      statement.execute("CREATE SCHEMA " + SCHEMA + " AUTHORIZATION DBA");
      statement.execute("CREATE TABLE SCRIPT_END.NEW_LINE (WHOLE BOOLEAN)");
      statement.execute("INSERT INTO SCRIPT_END.NEW_LINE VALUES (TRUE)");
      statement.execute("ALTER TABLE SCRIPT_END.NEW_LINE RENAME TO LAST_LINE");
      statement.execute("CHECKPOINT");
    }
  }

  /**
   * What a script says of itself.
   *
   * @param fault what is wrong with it; null when it is whole
   * @param hasDataFile whether some of its tables have their rows in the {@code .data}
   * @param check the number of the checkpoint that wrote it
   */
  record Script(@Nullable String fault, boolean hasDataFile, long check) {}

  /** What is wrong with a script; null when it is whole. */
  static @Nullable String fault(InputStream script) throws IOException {
    return read(script).fault();
  }

  /** Reads a script to its end, and closes it. */
  static Script read(InputStream script) throws IOException {
    Lines lines = new Lines();
    byte[] bytes = new byte[1 << 16];
    try (script) {
      for (int read = script.read(bytes); read > 0; read = script.read(bytes)) {
        for (int at = 0; at < read; at++) {
          if (bytes[at] == 0) {
            return lines.script("has zero bytes in it");
          }
          lines.add(bytes[at]);
        }
      }
    }
    return lines.script(lines.fault());
  }

  /** The lines of a script, of which those that matter are told by their start. */
  private static final class Lines {
    private final byte[] line = new byte[START];
    private int length;
    private boolean promised;
    private boolean defined;
    private boolean last;
    private boolean seen;
    private boolean followed;
    private boolean hasDataFile;
    private long check;
    private boolean checkIsDamaged;

    void add(byte next) {
      if (next != '\n') {
        if (length < START) {
          line[length] = next;
        }
        length++;
        return;
      }
      String text = new String(line, 0, Math.min(length, START), StandardCharsets.ISO_8859_1);
      if (text.startsWith(CHECK)) {
        readCheck(text.substring(CHECK.length()).strip());
      }
      hasDataFile |= text.startsWith(CACHED_TABLE);
      promised |= text.startsWith(PROMISE);
      defined |= text.stripTrailing().equals(LAST_DEFINITION);
      last = text.stripTrailing().equals(LAST_LINE);
      seen |= last;
      followed |= seen && text.startsWith(NEXT_SCHEMA);
      length = 0;
    }

    Script script(@Nullable String fault) {
      return new Script(fault, hasDataFile, check);
    }

    private void readCheck(String number) {
      try {
        check = Long.parseLong(number);
      } catch (NumberFormatException e) {
        checkIsDamaged = true;
      }
    }

    @Nullable String fault() {
      if (length > 0 || !defined || (!last && !followed && promised)) {
        return "is cut short, its end is missing";
      }
      return checkIsDamaged ? "has a damaged line, " + CHECK.strip() : null;
    }
  }
}
