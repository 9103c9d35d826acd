package dev.lowstock.route;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;

/**
 * Starts the routes that others call before those that begin something, as a {@code direct:} that
 * is not there yet is not waited for.
 */
public final class CalledFirst extends ModelLifecycleStrategySupport {
  private final CamelContext camel;
  private int order;

  private CalledFirst(CamelContext camel) {
    this.camel = camel;
  }

  /** Belongs before any route is added. */
  public static void in(CamelContext camel) {
    camel
        .getCamelContextExtension()
        .getContextPlugin(Model.class)
        .addModelLifecycleStrategy(new CalledFirst(camel));
  }

  @Override
  public void onAddRouteDefinition(RouteDefinition route) {
    if (!camel.isStarted()
        && route.getStartupOrder() == null
        && route.getInput().getEndpointUri().startsWith("direct:")) {
      route.setStartupOrder(++order);
    }
  }
}
