package dev.lowstock.command;

import java.util.stream.Collectors;

/** Text of others for a terminal: nothing in it moves the cursor, changes colours or hides. */
final class PlainText {
  private static final int UNKNOWN = 0xFFFD;

  private PlainText() {}

  /** On one line. */
  static String line(String text) {
    return visible(text.replaceAll("\\s+", " "));
  }

  /** With its line breaks, each line after so many spaces. */
  static String block(String text, int indent) {
    return text.lines()
        .map(line -> " ".repeat(indent) + visible(line))
        .collect(Collectors.joining("\n"));
  }

  private static String visible(String text) {
    return text.codePoints()
        .map(point -> isVisible(point) ? point : UNKNOWN)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
