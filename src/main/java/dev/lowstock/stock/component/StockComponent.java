package dev.lowstock.stock.component;

import dev.lowstock.store.ClaimConsumer;
import dev.lowstock.store.ClaimEndpoint;
import dev.lowstock.store.EventQueue;
import dev.lowstock.store.StockRows;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code to: stock:record} records what was noticed, and {@code from: stock:events} hands out the
 * stock events that have no alerts yet.
 */
public final class StockComponent extends DefaultComponent {
  private final Parts parts;

  /**
   * What the endpoints are made of.
   *
   * @param source of the events that are to be described
   */
  public record Parts(ClaimConsumer.Source source, StockRows rows, EventQueue events) {}

  public StockComponent(Parts parts) {
    this.parts = parts;
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
                  (from, route, way) -> new EventsConsumer(from, route, way, parts));
          default ->
              throw new IllegalArgumentException(
                  "stock: has the endpoints record and events, not '" + name + "'");
        };
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
