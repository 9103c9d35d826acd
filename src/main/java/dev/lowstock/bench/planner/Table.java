package dev.lowstock.bench.planner;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Rows of figures under their names, the first column wide. */
final class Table {
  private final PrintStream out;
  private final int first;
  private final int others;

  Table(PrintStream out, int first, int others) {
    this.out = out;
    this.first = first;
    this.others = others;
  }

  void row(String name, List<String> cells) {
    StringBuilder row = new StringBuilder(pad(name, -first));
    cells.forEach(cell -> row.append(' ').append(pad(cell, others)));
    out.println(row.toString().stripTrailing());
  }

  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    return String.format(Locale.ROOT, value < 10 && value % 1 != 0 ? "%.2f" : "%.0f", value);
  }

  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String pad(String text, int width) {
    return String.format(Locale.ROOT, "%" + width + "s", text);
  }
}
