package dev.lowstock.etsy.component;

import dev.lowstock.store.ClaimEndpoint;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** {@code from: etsy:shops}: what is noticed in looks at shops. */
public final class ShopsEndpoint extends ClaimEndpoint {
  private final EtsyComponent.Shops shops;
  private @Nullable String period;

  ShopsEndpoint(String uri, EtsyComponent component, EtsyComponent.Shops shops) {
    super(
        uri,
        component,
        shops.source(),
        (endpoint, route, way) -> new ShopsConsumer(endpoint, route, way, component, shops));
    this.shops = shops;
  }

  public @Nullable String getPeriod() {
    return period;
  }

  /**
   * How long a shop is left alone after a look, unless something is known to have happened or calls
   * are scarce: a time, or an expression of the language simple that gives one; ETSY_POLL_PERIOD
   * unless it is set.
   */
  public void setPeriod(String period) {
    this.period = period;
  }

  @Override
  public Consumer createConsumer(Processor route) throws Exception {
    shops.plan().follow(new Period(getCamelContext(), period));
    return super.createConsumer(route);
  }
}
