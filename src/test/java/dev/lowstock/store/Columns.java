package dev.lowstock.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;

/** Reads rows of queries that tests make; no column is null. */
final class Columns {
  private Columns() {}

  static double real(Map<String, Object> row, String column) {
    return ((Number) Objects.requireNonNull(row.get(column), column)).doubleValue();
  }

  static Instant instant(Map<String, Object> row, String column) {
    Object time = Objects.requireNonNull(row.get(column), column);
    return time instanceof OffsetDateTime offset
        ? offset.toInstant()
        : ((Timestamp) time).toInstant();
  }
}
