package dev.lowstock.route;

import dev.lowstock.alert.AlertText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code filter-stock-events} has decided. What cannot be read fails: taken for a no, it
 * would lose the event.
 */
final class FilterAnswer {
  private static final int LONGEST_QUOTE = 60;

  /**
   * Leaves variables {@code tell} as a boolean, {@code holdSeconds} as a whole number, {@code
   * channels} and {@code streams} as names with commas.
   *
   * @throws HookFailed when one of them is not what it must be
   */
  void read(Exchange exchange) {
    boolean tell = tell(exchange.getVariable("tell"));
    int holdSeconds = holdSeconds(exchange.getVariable("holdSeconds"));
    String channels = channels(exchange, "channels");
    String streams = channels(exchange, "streams");
    exchange.setVariable("tell", tell);
    exchange.setVariable("holdSeconds", holdSeconds);
    exchange.setVariable("channels", channels);
    exchange.setVariable("streams", streams);
  }

  private static String channels(Exchange exchange, String variable) {
    List<String> channels = channels(exchange.getVariable(variable));
    for (String channel : channels) {
      requireRoute(exchange.getContext(), channel);
    }
    return String.join(",", channels);
  }

  private static boolean tell(@Nullable Object value) {
    if (value == null) {
      throw wrong("does not set tell, which must be true or false");
    }
    return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw wrong(
              "sets tell to "
                  + quoted(value)
                  + ", which is neither true nor false (a comparison needs resultType: boolean)");
    };
  }

  private static int holdSeconds(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    try {
      BigDecimal seconds = new BigDecimal(value.toString().trim());
      if (seconds.signum() >= 0 && seconds.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0) {
        return seconds.intValue();
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong("sets holdSeconds to " + quoted(value) + ", which is no number of seconds");
  }

  private static List<String> channels(@Nullable Object value) {
    List<String> channels = new ArrayList<>();
    if (value instanceof Collection<?> names) {
      names.forEach(name -> channels.add(String.valueOf(name).trim()));
    } else if (value != null) {
      Arrays.stream(value.toString().split(",", -1)).map(String::trim).forEach(channels::add);
    }
    channels.removeIf(String::isEmpty);
    return channels;
  }

  private static void requireRoute(CamelContext camel, String channel) {
    String route = "notify-" + channel;
    boolean runs =
        camel.getRoutes().stream()
            .anyMatch(any -> any.getEndpoint().getEndpointUri().equals("direct://" + route));
    // One that cannot start now keeps its own alerts waiting, and nobody else's.
    OwnRoutes own = camel.getRegistry().findSingleByType(OwnRoutes.class);
    if (!runs && (own == null || !own.listensOn("direct:" + route))) {
      throw wrong("names the channel " + quoted(channel) + ", but there is no route " + route);
    }
  }

  private static HookFailed wrong(String what) {
    return new HookFailed("filter-stock-events " + what);
  }

  private static String quoted(Object value) {
    return "'" + AlertText.cut(value.toString(), LONGEST_QUOTE) + "'";
  }
}
