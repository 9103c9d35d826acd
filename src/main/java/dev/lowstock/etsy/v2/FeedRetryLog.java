package dev.lowstock.etsy.v2;

import dev.lowstock.etsy.EtsyFailure;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each failed try of the feed: what went wrong, and that its place is kept. */
public final class FeedRetryLog implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger("read-listing-feed");

  @Override
  public void process(Exchange exchange) {
    Throwable trouble = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Object window = exchange.getVariable("window");
    LOG.warn(
        "Listings feed, try {}: {}; trying again, the place {} is kept",
        exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER),
        trouble instanceof EtsyFailure ? trouble.getMessage() : String.valueOf(trouble),
        window == null ? "in the database" : window);
  }
}
