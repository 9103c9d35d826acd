package dev.lowstock.bench;

import java.io.PrintStream;
import java.util.List;

/** The figures as text, in columns. */
final class FigureTable {
  private static final String ROW = "%-34s %14s  %-12s %-7s %s%n";

  private FigureTable() {}

  static void print(List<Figure> figures, PrintStream out) {
    out.printf(ROW, "figure", "seen", "aim", "", "measured by");
    for (Figure figure : figures) {
      out.printf(
          ROW,
          figure.name(),
          figure.seenText(),
          figure.aimText(),
          figure.verdict(),
          figure.measuredBy());
    }
  }
}
