package dev.lowstock.bench;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param seen what was measured; not a finite number when it could not be
 * @param aim the most that it may be; {@link Double#NaN} for a figure that is only told
 */
record Figure(String name, double seen, String unit, double aim, String measuredBy) {

  static Figure told(String name, double seen, String unit, String measuredBy) {
    return new Figure(name, seen, unit, Double.NaN, measuredBy);
  }

  String seenText() {
    return !Double.isFinite(seen) ? "unknown" : number(seen) + " " + unit;
  }

  String aimText() {
    return Double.isNaN(aim) ? "" : "<= " + number(aim) + " " + unit;
  }

  /** Says so when the aim is missed. */
  String verdict() {
    if (Double.isNaN(aim) || !Double.isFinite(seen)) {
      return "";
    }
    return seen <= aim ? "ok" : "MISSED";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 && value % 1 != 0 ? "%.1f" : "%.0f", value);
  }
}
