package dev.lowstock.route;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lowstock.alert.RetryPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route of the operator's own whose broker is away when the bot starts. */
class OwnRoutesTest {
  private final AtomicBoolean away = new AtomicBoolean(true);

  @Test
  void channelWhoseBrokerIsAwayAtTheStartKeepsItsAlertsAndNobodyElses(@TempDir Path directory)
      throws Exception {
    // given
    Path file =
        Files.writeString(
            directory.resolve("notify-broker.camel.yaml"),
            """
            - route:
                id: notify-broker
                from:
                  uri: direct:notify-broker
                  steps:
                    - to: broker:alerts
            """);
    OwnRoutes own = new OwnRoutes(RouteFiles.find("v3", directory), new RetryPolicy());
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.addComponent("broker", new Broker());
      camel.getRegistry().bind("ownRoutes", own);
      own.watch(camel);
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.resolveResource(camel, "file:" + file));

      // when
      camel.start();
      own.begin();

      // then
      assertThat(camel.getRoutes()).isEmpty();
      assertThat(own.call().getMessage().orElseThrow())
          .isEqualTo(
              "route notify-broker of "
                  + file
                  + " does not run: IllegalStateException: the broker is away");
      assertThat(own.call().getState()).hasToString("UP");
      new FilterAnswer().read(decided(camel, "broker"));
      assertThatThrownBy(() -> new FilterAnswer().read(decided(camel, "fax")))
          .hasMessageContaining("there is no route notify-fax");

      // when
      away.set(false);

      // then
      await().atMost(30, SECONDS).until(() -> camel.getRoutes().size() == 1);
      await()
          .atMost(30, SECONDS)
          .until(() -> own.call().getMessage().orElseThrow().equals("all routes run"));
    } finally {
      own.end();
    }
  }

  private static Exchange decided(DefaultCamelContext camel, String channel) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setVariable("tell", "true");
    exchange.setVariable("channels", channel);
    return exchange;
  }

  private final class Broker extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
      return new DefaultEndpoint(uri, this) {
        @Override
        public Producer createProducer() {
          return new DefaultProducer(this) {
            @Override
            protected void doStart() {
              if (away.get()) {
                throw new IllegalStateException("the broker is away");
              }
            }

            @Override
            public void process(Exchange exchange) {
              // Whatever it gets.
            }
          };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }
}
