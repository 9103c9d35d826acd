package dev.lowstock.stock.component;

import dev.lowstock.route.HookFailed;
import dev.lowstock.stock.EventWaits;
import dev.lowstock.stock.StockEvent;
import dev.lowstock.store.ClaimConsumer;
import dev.lowstock.store.DatabaseAway;
import dev.lowstock.store.EventQueue.ClaimedEvent;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each stock event that is not described yet to the route, as body and variable {@code
 * event}. If the route fails, the event is described again in 1, 2, 4 … at most 60 seconds, for as
 * long as it takes. {@code outbox:owe} marks it described; one that a route forgets comes again
 * when its lease has run out.
 */
public final class EventsConsumer extends ClaimConsumer<ClaimedEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(EventsConsumer.class);

  private final StockComponent.Parts parts;

  private final StockComponent component;

  EventsConsumer(
      Endpoint endpoint,
      Processor route,
      Way way,
      StockComponent component,
      StockComponent.Parts parts) {
    super(endpoint, route, way);
    this.component = component;
    this.parts = parts;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    component.runs(this);
  }

  @Override
  protected void doStop() throws Exception {
    component.ends(this);
    super.doStop();
  }

  @Override
  protected List<ClaimedEvent> claim(int most) {
    return parts.events().claim(most);
  }

  @Override
  protected boolean showsAllDue() {
    return true;
  }

  /** Takes events that were recorded in the transaction of this thread; says how many. */
  int takeRecorded(List<StockEvent> recorded) {
    return takeWritten(
        recorded.size(),
        (claimed, most) -> claimed.addAll(parts.events().claimRecorded(recorded.subList(0, most))));
  }

  /** Deals with an event, to its end; it must have been claimed. */
  @Override
  public void deal(ClaimedEvent claimed) throws Exception {
    super.deal(claimed);
  }

  /**
   * Has an event that is made up pass the route.
   *
   * @throws Exception what the route failed with
   */
  Trial tryOut(Map<String, Object> event) throws Exception {
    Exchange exchange = createExchange(false);
    try {
      Trial.begin(exchange);
      fill(exchange, event);
      getProcessor().process(exchange);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      if (exchange.isRollbackOnly()) {
        throw new IllegalStateException("a route asked for a rollback");
      }
      return Trial.of(exchange);
    } finally {
      releaseExchange(exchange, false);
    }
  }

  @Override
  protected void fill(Exchange exchange, ClaimedEvent claimed) {
    fill(exchange, claimed.event());
  }

  private static void fill(Exchange exchange, Map<String, Object> event) {
    exchange.getMessage().setBody(event);
    exchange.setVariable("event", event);
  }

  @Override
  protected void settle(ClaimedEvent claimed, Exchange exchange) {
    Exception failure = exchange.getException();
    if (failure != null) {
      log(claimed.event(), failure);
      parts.events().postpone(claimed, trouble(failure));
    }
  }

  private void log(Map<String, Object> event, Exception failure) {
    Object id = event.get("id");
    Object listing = event.get("listing_id");
    if (failure instanceof EventWaits) {
      LOG.warn("Event {}, listing {}: {}", id, listing, failure.getMessage());
    } else if (DatabaseAway.isIn(failure)) {
      parts.source().away().seen(failure);
    } else {
      LOG.error(
          "Event {}, listing {}: {}: {}",
          id,
          listing,
          failure.getClass().getSimpleName(),
          failure.getMessage());
    }
  }

  /** Why an event waits, free of secrets. */
  private static String trouble(Exception failure) {
    if (failure instanceof HookFailed hook) {
      return hook.reason();
    }
    return failure instanceof EventWaits waits
        ? waits.reason()
        : failure.getClass().getSimpleName();
  }
}
