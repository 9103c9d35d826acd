package dev.lowstock.stock.component;

import dev.lowstock.stock.StockEvent;
import dev.lowstock.store.ClaimConsumer;
import dev.lowstock.store.ClaimEndpoint;
import dev.lowstock.store.EventQueue;
import dev.lowstock.store.StockRows;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * {@code to: stock:record} records what was noticed, and {@code from: stock:events} hands out the
 * stock events that have no alerts yet.
 */
public final class StockComponent extends DefaultComponent {
  private final Parts parts;
  private volatile @Nullable EventsConsumer running;

  /**
   * What the endpoints are made of.
   *
   * @param source of the events that are to be described
   */
  public record Parts(ClaimConsumer.Source source, StockRows rows, EventQueue events) {}

  public StockComponent(Parts parts) {
    this.parts = parts;
  }

  /**
   * Has an event that is made up pass the route that real ones pass; nothing is stored or sent.
   *
   * @param event as a row of select-claimed-stock-events.sql
   * @throws Exception what the route failed with
   */
  public Trial tryOut(Map<String, Object> event) throws Exception {
    EventsConsumer route = running;
    if (route == null) {
      throw new IllegalStateException("no route describes stock events now");
    }
    return route.tryOut(event);
  }

  /** Has events described that were recorded in the transaction of this thread; says how many. */
  int takeRecorded(List<StockEvent> recorded) {
    EventsConsumer route = running;
    return route == null || recorded.isEmpty() ? 0 : route.takeRecorded(recorded);
  }

  synchronized void runs(EventsConsumer started) {
    running = started;
  }

  synchronized void ends(EventsConsumer stopped) {
    if (stopped.equals(running)) {
      running = null;
    }
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
      throws Exception {
    Endpoint endpoint =
        switch (name) {
          case "record" -> new RecordEndpoint(uri, this, parts);
          case "events" ->
              new ClaimEndpoint(
                  uri,
                  this,
                  parts.source(),
                  (from, route, way) -> new EventsConsumer(from, route, way, this, parts));
          default ->
              throw new IllegalArgumentException(
                  "stock: has the endpoints record and events, not '" + name + "'");
        };
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
