package dev.lowstock.store;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedCaseInsensitiveMap;

/** Reads stock events and recipients as hooks see them: rows are maps whose keys have no case. */
public final class Rows {
  private Rows() {}

  /** The same row with another value in a column. */
  public static Map<String, Object> with(
      Map<String, Object> row, String column, @Nullable Object value) {
    Map<String, Object> changed = new LinkedCaseInsensitiveMap<>();
    changed.putAll(row);
    changed.put(column, value);
    return changed;
  }

  /** A column that is never null. */
  public static long number(Map<String, Object> row, String column) {
    return ((Number) Objects.requireNonNull(row.get(column), column)).longValue();
  }

  /** A column of whole numbers; null where there is none. */
  public static @Nullable Integer integer(Map<String, Object> row, String column) {
    return row.get(column) == null ? null : (int) number(row, column);
  }

  /** A column that is never null. */
  public static String text(Map<String, Object> row, String column) {
    return (String) Objects.requireNonNull(row.get(column), column);
  }
}
