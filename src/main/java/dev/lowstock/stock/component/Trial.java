package dev.lowstock.stock.component;

import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What came of a stock event that is made up: it passes the route of real ones, and nothing is
 * stored or sent.
 *
 * @param event as the route left it
 * @param tell whether anybody would hear of it
 * @param holdSeconds how long its alerts would wait; null if the route did not say
 * @param channels of the operator that would hear of it, comma-separated; null if the route did not
 *     say
 * @param skus one a line; null when they are not known
 * @param skusMissing why they are not; null when they are known
 * @param previews what {@code outbox:owe} would have owed; null if the route did not come to it
 */
public record Trial(
    Map<String, Object> event,
    boolean tell,
    @Nullable String holdSeconds,
    @Nullable String channels,
    @Nullable String skus,
    @Nullable String skusMissing,
    @Nullable Object previews) {
  private static final String PROPERTY = "lowstock.trial";
  private static final String PREVIEWS = "lowstock.trialPreviews";

  /** Whether the event of this exchange is made up. */
  public static boolean isOn(Exchange exchange) {
    return exchange.getProperty(PROPERTY) != null;
  }

  /** Notes what would have been owed. */
  public static void note(Exchange exchange, Object previews) {
    exchange.setProperty(PREVIEWS, previews);
  }

  static void begin(Exchange exchange) {
    exchange.setProperty(PROPERTY, true);
  }

  @SuppressWarnings("unchecked")
  static Trial of(Exchange exchange) {
    return new Trial(
        Objects.requireNonNull(exchange.getVariable("event", Map.class)),
        !"false".equals(exchange.getVariable("tell", String.class)),
        exchange.getVariable("holdSeconds", String.class),
        exchange.getVariable("channels", String.class),
        exchange.getVariable("skus", String.class),
        exchange.getVariable("skusMissing", String.class),
        exchange.getProperty(PREVIEWS));
  }
}
