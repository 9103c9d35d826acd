package dev.lowstock.etsy.login;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Which headers the callback page has to do with: of a request none, of an answer all that the
 * route sets. Camel's own strategy keeps {@code Cache-Control} to itself, and a code is not for any
 * cache.
 */
public final class CallbackHeaders implements HeaderFilterStrategy {
  /** Camel asks for each field of a form, too. */
  private static final Set<String> FORM = Set.of("code", "state", "confirm");

  @Override
  public boolean applyFilterToCamelHeaders(String name, @Nullable Object value, Exchange exchange) {
    return name.startsWith("Camel");
  }

  @Override
  public boolean applyFilterToExternalHeaders(
      String name, @Nullable Object value, Exchange exchange) {
    return !FORM.contains(name);
  }
}
