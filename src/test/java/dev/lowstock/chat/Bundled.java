package dev.lowstock.chat;

import java.util.Set;

/** The commands that the bundled routes answer. */
public final class Bundled {
  private static final Set<String> WITH_V2 =
      Set.of(
          "start",
          "pin",
          "help",
          "status",
          "settings",
          "quiet",
          "digest",
          "language",
          "timezone",
          "test",
          "stop",
          "privacy");

  private static final Set<String> MORE_WITH_V3 = Set.of("threshold", "restock");

  private Bundled() {}

  public static boolean ofV3(String command) {
    return ofV2(command) || MORE_WITH_V3.contains(command);
  }

  public static boolean ofV2(String command) {
    return WITH_V2.contains(command);
  }
}
