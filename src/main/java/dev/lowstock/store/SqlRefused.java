package dev.lowstock.store;

import java.util.List;

/** SQL files of the operator cannot be used; each line names the file and the fault. */
public final class SqlRefused extends RuntimeException {
  private final List<String> lines;

  SqlRefused(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  public List<String> lines() {
    return lines;
  }
}
