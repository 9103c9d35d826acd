package dev.lowstock.etsy.component;

import dev.lowstock.etsy.EventSkus;
import dev.lowstock.etsy.v3.ShopLooks;
import dev.lowstock.etsy.v3.ShopQueue;
import dev.lowstock.etsy.v3.ShopSweeps;
import dev.lowstock.store.ClaimConsumer;
import dev.lowstock.store.ClaimEndpoint;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * {@code from: etsy:shops} looks at shops and hands out what has changed, and {@code to: etsy:skus}
 * finds the SKUs of a stock event.
 */
public final class EtsyComponent extends DefaultComponent {
  private final EventSkus skus;
  private final @Nullable Shops shops;

  /** What {@code etsy:shops} is made of. */
  public record Shops(
      ClaimConsumer.Source source, ShopQueue queue, ShopLooks looks, ShopSweeps sweeps) {}

  /**
   * For a version of Etsy's API.
   *
   * @param shops null where shops are not looked at, but a feed is read
   */
  public EtsyComponent(EventSkus skus, @Nullable Shops shops) {
    this.skus = skus;
    this.shops = shops;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
      throws Exception {
    Endpoint endpoint =
        switch (name) {
          case "shops" -> shops(uri);
          case "skus" -> new SkusEndpoint(uri, this, skus);
          default ->
              throw new IllegalArgumentException(
                  "etsy: has the endpoints shops and skus, not '" + name + "'");
        };
    setProperties(endpoint, parameters);
    return endpoint;
  }

  private Endpoint shops(String uri) {
    if (shops == null) {
      throw new IllegalArgumentException("etsy:shops needs Etsy's API v3");
    }
    return new ClaimEndpoint(
        uri,
        this,
        shops.source(),
        (endpoint, route, way) -> new ShopsConsumer(endpoint, route, way, shops));
  }
}
