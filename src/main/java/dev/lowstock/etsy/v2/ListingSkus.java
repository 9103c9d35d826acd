package dev.lowstock.etsy.v2;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.SkuSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;

/** The SKUs of a stock event as its listing tells them. Thread-safe. */
public final class ListingSkus implements SkuSource {
  private final EtsyLogins logins;
  private final Supplier<CamelContext> camel;

  /**
   * Calls Etsy by the routes of v2.
   *
   * @param camel asked for at each call
   */
  public ListingSkus(EtsyLogins logins, Supplier<CamelContext> camel) {
    this.logins = logins;
    this.camel = camel;
  }

  @Override
  public Found find(Map<String, Object> event) throws IOException {
    Exchange called = call("direct:call-etsy", "call", logins.listing(event));
    return new Found(event, logins.skus(called.getMessage().getBody(EtsyAnswer.class)));
  }

  @Override
  public void accessRevoked(Map<String, Object> event, AccessRevoked refused) {
    try {
      call("direct:tell-access-revoked", "event", event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Exchange call(String route, String variable, Object value) throws IOException {
    Exchange called =
        camel
            .get()
            .createFluentProducerTemplate()
            .to(route)
            .withProcessor(exchange -> exchange.setVariable(variable, value))
            .send();
    Exception failure = called.getException();
    if (failure instanceof IOException unreachable) {
      throw unreachable;
    }
    if (failure instanceof RuntimeException own) {
      throw own;
    }
    if (failure != null) {
      throw new RuntimeCamelException(failure);
    }
    return called;
  }
}
