package dev.lowstock.alert;

import java.util.List;

/** An operator's file of words cannot be used; each line names the file, the key and the fault. */
public final class WordsRefused extends RuntimeException {
  private final List<String> lines;

  WordsRefused(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  public List<String> lines() {
    return lines;
  }
}
