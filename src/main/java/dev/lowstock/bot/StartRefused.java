package dev.lowstock.bot;

import java.util.List;

/** The bot cannot start; each line says what is wrong and what to do. */
public final class StartRefused extends Exception {
  private final int exitCode;
  private final List<String> lines;

  StartRefused(int exitCode, String line) {
    this(exitCode, List.of(line));
  }

  StartRefused(int exitCode, List<String> lines) {
    super(String.join("; ", lines));
    this.exitCode = exitCode;
    this.lines = List.copyOf(lines);
  }

  public int exitCode() {
    return exitCode;
  }

  public List<String> lines() {
    return lines;
  }
}
