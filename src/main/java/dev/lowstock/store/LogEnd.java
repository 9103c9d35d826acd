package dev.lowstock.store;

import java.io.IOException;
import java.io.InputStream;

/**
 * How an HSQLDB {@code .log} ends. Each statement is a line; HSQLDB writes a line break or a zero
 * byte within a value as an escape. Not thread-safe.
 */
final class LogEnd {
  private long whole;
  private long written;
  private long size;
  private boolean damaged;

  static LogEnd of(InputStream log) throws IOException {
    LogEnd end = new LogEnd();
    byte[] bytes = new byte[1 << 16];
    try (log) {
      for (int read = log.read(bytes); read > 0; read = log.read(bytes)) {
        for (int at = 0; at < read; at++) {
          end.add(bytes[at]);
        }
      }
    }
    return end;
  }

  void add(byte next) {
    boolean afterZero = written < size;
    size++;
    if (next != 0) {
      damaged |= afterZero;
      written = size;
      if (next == '\n') {
        whole = size;
      }
    }
  }

  /** Where the last whole line ends. */
  long whole() {
    return whole;
  }

  /** Where the zero bytes begin that a power cut may leave at the end. */
  long written() {
    return written;
  }

  /** Where the file ends. */
  long size() {
    return size;
  }

  /** Whether something follows a zero byte, which no crash explains. */
  boolean isDamaged() {
    return damaged;
  }

  boolean isCut() {
    return whole < size;
  }
}
