package dev.lowstock.settings;

import java.util.List;

/** The settings do not allow a start; each line names a variable and what to do. */
public final class SettingsRefused extends Exception {
  private final List<String> lines;

  SettingsRefused(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  public List<String> lines() {
    return lines;
  }
}
