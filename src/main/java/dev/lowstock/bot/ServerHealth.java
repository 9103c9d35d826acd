package dev.lowstock.bot;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Live means that the program runs: it answers, and its routes are neither down nor going down. */
final class ServerHealth extends AbstractHealthCheck {
  private final Supplier<CamelContext> camel;

  ServerHealth(Supplier<CamelContext> camel) {
    super("lowstock", "server");
    this.camel = camel;
  }

  @Override
  public boolean isLiveness() {
    return true;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    if (camel.get().isStarted()) {
      result.up();
    } else {
      result.down().message("The program is starting or stopping");
    }
  }
}
