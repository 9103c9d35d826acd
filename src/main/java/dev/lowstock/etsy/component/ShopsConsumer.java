package dev.lowstock.etsy.component;

import dev.lowstock.etsy.shops.ShopLook;
import dev.lowstock.stock.component.Noticing;
import dev.lowstock.store.ClaimConsumer;
import dev.lowstock.store.ClaimEndpoint;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each shop that is wanted, due, or next in turn. What a look found changed goes to the
 * route, in the transaction that settles the look: both are recorded, or neither. Beside that it
 * sweeps over the listings of all shops while calls are scarce.
 */
public final class ShopsConsumer extends ClaimConsumer<ShopLook> {
  private final ClaimEndpoint endpoint;
  private final EtsyComponent component;
  private final EtsyComponent.Shops shops;
  private final SweepLoop sweeps;
  private volatile boolean breaksOff;
  private @Nullable ScheduledExecutorService threads;

  ShopsConsumer(
      ClaimEndpoint endpoint,
      Processor route,
      Way way,
      EtsyComponent component,
      EtsyComponent.Shops shops) {
    super(endpoint, route, way);
    this.component = component;
    this.endpoint = endpoint;
    this.shops = shops;
    this.sweeps = new SweepLoop(shops.sweeps(), () -> breaksOff);
  }

  @Override
  protected void doStart() throws Exception {
    breaksOff = false;
    super.doStart();
    component.runs(this);
    threads =
        endpoint
            .getCamelContext()
            .getExecutorServiceManager()
            .newScheduledThreadPool(this, endpoint.getEndpointUri() + "-sweeps", 2);
    sweeps.start(threads, endpoint.period("sweepCheckPeriod"), endpoint.period("roundPeriod"));
  }

  @Override
  protected void doSuspend() {
    breaksOff = true;
    super.doSuspend();
  }

  @Override
  protected void doResume() {
    breaksOff = false;
    super.doResume();
  }

  @Override
  protected void doStop() throws Exception {
    breaksOff = true;
    component.ends(this);
    super.doStop();
    if (threads != null) {
      // Camel's graceful stop has waited for a sweep that was being made.
      endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(threads);
    }
  }

  @Override
  public int getPendingExchangesSize() {
    return super.getPendingExchangesSize() + sweeps.inHand();
  }

  @Override
  public List<ShopLook> claim(int most) {
    return shops.queue().claim(most);
  }

  /** A claim asks for those that are wanted and those that are due: what is left out is in hand. */
  @Override
  protected boolean showsAllDue() {
    return true;
  }

  @Override
  protected boolean mayBeWantedInHand() {
    return true;
  }

  @Override
  protected List<ShopLook> claimWantedInHand(int most) {
    return shops.queue().claimWanted(most);
  }

  /** Takes a shop that was wanted in the transaction of this thread, if it may be looked at now. */
  boolean takeWanted(long shopId) {
    AtomicBoolean taken = new AtomicBoolean();
    takeWritten(
        1,
        (claimed, most) -> {
          claimWanted(shopId, claimed);
          taken.set(!claimed.isEmpty());
        });
    return taken.get();
  }

  /**
   * Claims a shop for the webhooks that want it looked at, in the transaction of this thread,
   * unless it may not be looked at now. If this fails, what it has claimed by then is in the list.
   */
  public void claimWanted(long shopId, List<ShopLook> claimed) {
    ShopLook look = shops.looks().claimWanted(shopId);
    if (look != null) {
      claimed.add(look);
      shops.looks().takeUpWebhooks(look);
    }
  }

  /** Looks at a shop and gives it back; it must have been claimed. */
  @Override
  public void deal(ShopLook look) {
    shops.looks().make(look, () -> breaksOff, super::deal);
  }

  @Override
  protected void abandon(ShopLook look) {
    shops.queue().abandon(look);
  }

  @Override
  protected void fill(Exchange exchange, ShopLook look) {
    Noticing.put(exchange, look.listings(), look.noticed());
    // Components such as sql would otherwise commit a batch by themselves.
    exchange.getExchangeExtension().setTransacted(true);
  }

  /** Has the transaction rolled back if the route failed. */
  @Override
  protected void settle(ShopLook look, Exchange exchange) {
    if (exchange.getException() != null) {
      throw RuntimeCamelException.wrapRuntimeException(exchange.getException());
    }
  }
}
