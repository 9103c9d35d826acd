package dev.lowstock.route;

import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One hook by its name; nothing can be received from it. */
final class HookEndpoint extends DefaultEndpoint {
  private final HookComponent component;
  private final String name;

  HookEndpoint(String uri, HookComponent component, String name) {
    super(uri, component);
    this.component = component;
    this.name = name;
  }

  @Override
  public Producer createProducer() throws Exception {
    String seconds = getCamelContext().resolvePropertyPlaceholders("{{lowstock.hookSeconds}}");
    return new HookProducer(
        this,
        HookContract.of(name),
        Duration.ofSeconds(Long.parseLong(seconds)),
        component.threads(name),
        getCamelContext().getEndpoint("direct:" + name).createProducer());
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "hook:" + name + " is called, by to: the route of the hook is from: direct:" + name);
  }
}
