package dev.lowstock.chat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that the bundled routes answer. */
public final class Bundled {
  private static final Set<String> WITH_V2 =
      Set.of(
          "start",
          "pin",
          "help",
          "status",
          "shops",
          "invite",
          "settings",
          "pause",
          "resume",
          "quiet",
          "digest",
          "language",
          "timezone",
          "test",
          "stop",
          "privacy");

  private static final Set<String> MORE_WITH_V3 =
      Set.of("threshold", "restock", "listings", "find", "export");

  private Bundled() {}

  public static Set<String> all() {
    return Stream.concat(WITH_V2.stream(), MORE_WITH_V3.stream()).collect(Collectors.toSet());
  }

  public static boolean ofV3(String command) {
    return ofV2(command) || MORE_WITH_V3.contains(command);
  }

  public static boolean ofV2(String command) {
    return WITH_V2.contains(command);
  }
}
