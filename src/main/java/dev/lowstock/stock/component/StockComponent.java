package dev.lowstock.stock.component;

import dev.lowstock.store.StockRows;
import dev.lowstock.store.WakeSignal;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code to: stock:record} records what was noticed. */
public final class StockComponent extends DefaultComponent {
  private final Parts parts;

  /**
   * What the endpoints are made of.
   *
   * @param noticed signalled when there are events to describe
   */
  public record Parts(StockRows rows, WakeSignal noticed) {}

  public StockComponent(Parts parts) {
    this.parts = parts;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
      throws Exception {
    if (!name.equals("record")) {
      throw new IllegalArgumentException("stock: has the endpoint record, not '" + name + "'");
    }
    Endpoint endpoint = new RecordEndpoint(uri, this, parts);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
