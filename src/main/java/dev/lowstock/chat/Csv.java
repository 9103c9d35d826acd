package dev.lowstock.chat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table as a file (RFC 4180) that spreadsheets open as text: in UTF-8 with a mark in front, by
 * which Excel knows it, and with no cell that they would run as a formula. Used by one thread.
 */
final class Csv {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** What begins a formula, also as East Asian keyboards write it. */
  private static final Pattern FORMULA =
      Pattern.compile("(?s)[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20].*");

  private static final Pattern BEHIND_SEMICOLON =
      Pattern.compile(";\\s*(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])");

  private static final Pattern QUOTED = Pattern.compile("(?s).*[\",\r\n].*");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Csv(List<String> columns) {
    write(BYTE_ORDER_MARK);
    add(columns);
  }

  void add(List<String> cells) {
    write(cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n")));
  }

  int size() {
    return bytes.size();
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  private static String cell(String text) {
    // Where ; parts the columns, a cell begins behind each, quoted or not.
    String parted = BEHIND_SEMICOLON.matcher(text).replaceAll("; '");
    String safe = FORMULA.matcher(parted).matches() ? "'" + parted : parted;
    return QUOTED.matcher(safe).matches() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }

  private void write(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
