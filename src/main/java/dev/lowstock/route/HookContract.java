package dev.lowstock.route;

import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a hook leaves its caller.
 *
 * @param name of the hook, as failures tell it
 * @param leaves the variables that it may set, which are unset when it is called; null: all that it
 *     sets
 * @param ofChannel whether it takes a message to a channel: its failures say what becomes of the
 *     message, so they reach the caller as they are
 */
record HookContract(String name, @Nullable Set<String> leaves, boolean ofChannel) {
  private static final String CHANNEL = "notify-";
  private static final String FILTER = "filter-stock-events";

  static HookContract of(String name) {
    if (name.startsWith(CHANNEL)) {
      return new HookContract("The channel's route", Set.of("holdMillis"), true);
    }
    return switch (name) {
      case FILTER -> new HookContract(name, Set.of("tell", "holdSeconds", "channels"), false);
      case "look-at-listings" -> new HookContract(name, Set.of(), false);
      default -> new HookContract(name, null, false);
    };
  }

  /** Unsets what the hook is to decide. A channel may leave its variable as it is. */
  void prepare(Exchange copy) {
    if (leaves != null && !ofChannel) {
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
