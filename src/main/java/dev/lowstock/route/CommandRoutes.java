package dev.lowstock.route;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/**
 * The commands that people may send to the bot: each is a route that listens on {@code
 * direct:answer-<command>} now. Thread-safe.
 */
public final class CommandRoutes {
  private static final String PREFIX = "answer-";

  /** The route that takes updates is no command. */
  private static final String UPDATE = "update";

  /** Bot API, BotCommand. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,32}");

  private final Supplier<CamelContext> camel;

  public CommandRoutes(Supplier<CamelContext> camel) {
    this.camel = camel;
  }

  /** Whether there is a command of this name, as somebody sent it. */
  public boolean knows(String name) {
    return isCommand(name)
        && camel.get().getRoutes().stream()
            .anyMatch(route -> uri(route).equals("direct://" + PREFIX + name));
  }

  /** What each command does, by its name; an empty text where its route does not say. */
  public Map<String, String> all() {
    Map<String, String> commands = new TreeMap<>();
    for (Route route : camel.get().getRoutes()) {
      String uri = uri(route);
      if (uri.startsWith("direct://" + PREFIX)) {
        String name = uri.substring(("direct://" + PREFIX).length());
        if (isCommand(name)) {
          commands.put(name, Objects.requireNonNullElse(route.getDescription(), "").strip());
        }
      }
    }
    return commands;
  }

  /** Whether a route that listens there wants to be a command and cannot. */
  static boolean isMisnamed(String direct) {
    return direct.startsWith(PREFIX) && !NAME.matcher(direct.substring(PREFIX.length())).matches();
  }

  private static boolean isCommand(String name) {
    return NAME.matcher(name).matches() && !name.equals(UPDATE);
  }

  private static String uri(Route route) {
    return route.getEndpoint().getEndpointUri().replaceFirst("\\?.*", "");
  }
}
