package dev.lowstock.stock.component;

import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Noticed;
import dev.lowstock.stock.StockWatch;
import dev.lowstock.store.StockRows;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * Puts what a source has noticed into an exchange: for {@code look-at-listings} as the body, and
 * for {@code stock:record} where no route changes it by mistake.
 */
public final class Noticing {
  private static final String PROPERTY = "lowstock.noticed";

  private final StockRows rows;
  private final StockWatch watch = new StockWatch();

  public Noticing(StockRows rows) {
    this.rows = rows;
  }

  /**
   * Notices what is news in a page of a feed of changes. If nobody wants to hear of its sellers,
   * the body is an empty list.
   */
  public void notice(Exchange exchange, List<Listing> page) {
    put(exchange, page, watch.noticed(page, watch.news(page), rows.watchedSellers(page)));
  }

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
          "stock:record records what etsy:shops or the feed has noticed, and here is nothing");
    }
    return noticed;
  }
}
