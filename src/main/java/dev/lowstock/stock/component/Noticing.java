package dev.lowstock.stock.component;

import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Noticed;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * Puts what a source has noticed into an exchange: for {@code look-at-listings} as the body, and
 * for {@code stock:record} where no route changes it by mistake.
 */
public final class Noticing {
  private static final String PROPERTY = "lowstock.noticed";

  private Noticing() {}

  /**
   * Sets the body to the listings that were noticed, variable {@code listings} to all that the
   * source gave, and variable {@code sellers} to the ids of the watched sellers.
   */
  public static void put(Exchange exchange, List<Listing> all, Noticed noticed) {
    exchange.setProperty(PROPERTY, noticed);
    exchange.setVariable("listings", all);
    exchange.setVariable(
        "sellers", noticed.listings().stream().map(Listing::sellerId).collect(Collectors.toSet()));
    exchange.getMessage().setBody(noticed.listings());
  }

  static Noticed get(Exchange exchange) {
    Noticed noticed = exchange.getProperty(PROPERTY, Noticed.class);
    if (noticed == null) {
      throw new IllegalArgumentException(
          "stock:record records what etsy:shops or etsy:feed has noticed, and here is nothing");
    }
    return noticed;
  }
}
