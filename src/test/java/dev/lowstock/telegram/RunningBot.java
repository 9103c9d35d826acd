package dev.lowstock.telegram;

import dev.lowstock.sandbox.SandboxTelegram;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** A Camel with the sound component and YAML routes, talking to a sandbox at a test's pace. */
final class RunningBot implements AutoCloseable {
  static final Pace FAST =
      new Pace(
          Duration.ofMillis(800),
          failures -> Duration.ofMillis(20),
          Duration.ofMillis(10),
          3,
          10,
          4,
          Duration.ofMillis(1500));

  final DefaultCamelContext camel = new DefaultCamelContext();
  final SoundTelegramComponent telegram = new SoundTelegramComponent();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  RunningBot(SandboxTelegram sandbox) {
    telegram.setAuthorizationToken(SandboxTelegram.TOKEN);
    telegram.setBaseUri(sandbox.baseUri() + "/");
    telegram.setSendLimit(Duration.ofMillis(700));
    telegram.setPace(FAST);
    camel.getRegistry().bind("telegram", telegram);
    camel.getRegistry().bind("meters", MeterRegistry.class, meters);
    camel.getShutdownStrategy().setTimeout(5);
  }

  RunningBot bind(String name, Processor processor) {
    camel.getRegistry().bind(name, Processor.class, processor);
    return this;
  }

  RunningBot runs(String yaml) throws Exception {
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("test.camel.yaml", yaml));
    camel.start();
    return this;
  }

  Exchange send(@Nullable Object body, Map<String, Object> headers) {
    return camel
        .createFluentProducerTemplate()
        .to("direct:send")
        .withBody(body)
        .withHeaders(headers)
        .send();
  }

  Exchange send(@Nullable Object body, long chatId) {
    return send(body, Map.of(UpdateHeaders.CHAT_ID, chatId));
  }

  MockEndpoint mock(String name) {
    return camel.getEndpoint("mock:" + name, MockEndpoint.class);
  }

  List<Exchange> seen(String mock) {
    return mock(mock).getReceivedExchanges();
  }

  UpdateConsumer consumer() {
    return (UpdateConsumer) camel.getRoute("updates").getConsumer();
  }

  double count(String meter, String... tags) {
    return meters.find(meter).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Override
  public void close() {
    camel.stop();
  }
}
