package dev.lowstock.etsy.component;

import dev.lowstock.etsy.EventSkus;
import dev.lowstock.etsy.feed.FeedReading;
import dev.lowstock.etsy.shops.ShopLooks;
import dev.lowstock.etsy.shops.ShopQueue;
import dev.lowstock.etsy.shops.ShopSweeps;
import dev.lowstock.planner.LookPlan;
import dev.lowstock.store.ClaimConsumer;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * {@code from: etsy:shops} looks at shops, {@code from: etsy:feed} reads Etsy's feed; both hand out
 * what has changed. {@code to: etsy:skus} finds the SKUs of a stock event.
 */
public final class EtsyComponent extends DefaultComponent {
  private final EventSkus skus;
  private final @Nullable Shops shops;
  private final @Nullable FeedReading feed;
  private volatile @Nullable ShopsConsumer running;

  /** What {@code etsy:shops} is made of. */
  public record Shops(
      ClaimConsumer.Source source,
      LookPlan plan,
      ShopQueue queue,
      ShopLooks looks,
      ShopSweeps sweeps) {}

  private EtsyComponent(EventSkus skus, @Nullable Shops shops, @Nullable FeedReading feed) {
    this.skus = skus;
    this.shops = shops;
    this.feed = feed;
  }

  /** For Etsy's API v3, where shops are looked at. */
  public static EtsyComponent ofShops(EventSkus skus, Shops shops) {
    return new EtsyComponent(skus, shops, null);
  }

  /** For Etsy's API v2, where one feed is read. */
  public static EtsyComponent ofFeed(EventSkus skus, FeedReading feed) {
    return new EtsyComponent(skus, null, feed);
  }

  /**
   * Has a shop looked at that is wanted in the transaction of this thread, once that is committed.
   *
   * @return false when it has to be asked for: nobody is free, or it may not be looked at now
   */
  public boolean takeWanted(long shopId) {
    ShopsConsumer lookers = running;
    return lookers != null && lookers.takeWanted(shopId);
  }

  synchronized void runs(ShopsConsumer started) {
    running = started;
  }

  synchronized void ends(ShopsConsumer stopped) {
    if (stopped.equals(running)) {
      running = null;
    }
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
      throws Exception {
    if (parameters.get("period") instanceof String period) {
      Period unused = new Period(getCamelContext(), period);
    }
    Endpoint endpoint =
        switch (name) {
          case "shops" -> shops(uri);
          case "feed" -> feed(uri);
          case "skus" -> new SkusEndpoint(uri, this, skus);
          default ->
              throw new IllegalArgumentException(
                  "etsy: has the endpoints shops, feed and skus, not '" + name + "'");
        };
    setProperties(endpoint, parameters);
    return endpoint;
  }

  private Endpoint feed(String uri) {
    if (feed == null) {
      throw new IllegalArgumentException("etsy:feed needs Etsy's API v2");
    }
    return new FeedEndpoint(uri, this, feed);
  }

  private Endpoint shops(String uri) {
    if (shops == null) {
      throw new IllegalArgumentException("etsy:shops needs Etsy's API v3");
    }
    return new ShopsEndpoint(uri, this, shops);
  }
}
