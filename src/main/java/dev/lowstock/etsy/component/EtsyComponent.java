package dev.lowstock.etsy.component;

import dev.lowstock.etsy.v3.ShopLooks;
import dev.lowstock.etsy.v3.ShopQueue;
import dev.lowstock.store.DatabaseAway;
import dev.lowstock.store.Leases;
import dev.lowstock.store.WakeSignal;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code from: etsy:shops} looks at shops and hands out what has changed. */
public final class EtsyComponent extends DefaultComponent {
  private final Shops shops;

  /**
   * What {@code etsy:shops} is made of.
   *
   * @param wanted signalled when a shop is wanted to be looked at
   */
  public record Shops(
      ShopQueue queue, ShopLooks looks, Leases leases, DatabaseAway away, WakeSignal wanted) {}

  public EtsyComponent(Shops shops) {
    this.shops = shops;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
      throws Exception {
    if (!name.equals("shops")) {
      throw new IllegalArgumentException("etsy: has the endpoint shops, not '" + name + "'");
    }
    Endpoint endpoint = new ShopsEndpoint(uri, this, shops);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
