package dev.lowstock.etsy.component;

import dev.lowstock.etsy.EventSkus;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code to: etsy:skus} finds the SKUs of a stock event. */
public final class EtsyComponent extends DefaultComponent {
  private final EventSkus skus;

  public EtsyComponent(EventSkus skus) {
    this.skus = skus;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
      throws Exception {
    if (!name.equals("skus")) {
      throw new IllegalArgumentException("etsy: has the endpoint skus, not '" + name + "'");
    }
    Endpoint endpoint = new SkusEndpoint(uri, this, skus);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
