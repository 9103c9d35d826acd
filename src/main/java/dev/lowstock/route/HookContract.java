package dev.lowstock.route;

import java.time.Duration;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a hook leaves its caller.
 *
 * @param name of the hook, as failures tell it
 * @param leaves the variables that it may set, which are unset when it is called; null: all that it
 *     sets
 * @param passesFailures whether its failures reach the caller as they are, as they say what becomes
 *     of a message, or what somebody is answered
 * @param more time than other hooks have
 */
record HookContract(
    String name, @Nullable Set<String> leaves, boolean passesFailures, Duration more) {
  /** A message waits its turn in Telegram's route before it is sent, which may take as long. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private static final Duration OF_COMMAND = Duration.ofSeconds(45);

  /** It trades a code that counts once, and asks Etsy up to three times, 30 seconds each. */
  private static final Duration OF_PIN = Duration.ofSeconds(105);

  private static final String COMMAND = "answer-";
  private static final String CHANNEL = "notify-";
  private static final String TELEGRAM = "notify-telegram";
  private static final String FILTER = "filter-stock-events";

  static HookContract of(String name) {
    if (name.startsWith(CHANNEL)) {
      return new HookContract(
          "The channel's route",
          Set.of("holdMillis", "messageId"),
          true,
          name.equals(TELEGRAM) ? TURN : Duration.ZERO);
    }
    if (name.startsWith(COMMAND)) {
      Duration more = name.equals(COMMAND + "pin") ? OF_PIN : OF_COMMAND;
      return new HookContract(name, Set.of(), true, more);
    }
    return switch (name) {
      case FILTER -> decides(name, Set.of("tell", "holdSeconds", "channels", "streams"));
      case "look-at-listings" -> decides(name, Set.of());
      default -> decides(name, null);
    };
  }

  private static HookContract decides(String name, @Nullable Set<String> leaves) {
    return new HookContract(name, leaves, false, Duration.ZERO);
  }

  /** Unsets what the hook is to decide. A channel may leave its variable as it is. */
  void prepare(Exchange copy) {
    if (leaves != null && !passesFailures) {
      leaves.forEach(copy::removeVariable);
    }
  }

  /**
   * Gives the caller what the hook has set.
   *
   * @throws HookFailed when nobody can read it
   */
  void take(Exchange copy, Exchange exchange) {
    if (leaves == null) {
      copy.getVariables().forEach(exchange::setVariable);
    } else {
      leaves.forEach(variable -> exchange.setVariable(variable, copy.getVariable(variable)));
    }
    if (name.equals(FILTER)) {
      new FilterAnswer().read(exchange);
    }
  }
}
