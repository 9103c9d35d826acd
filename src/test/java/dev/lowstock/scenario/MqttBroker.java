package dev.lowstock.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.jspecify.annotations.Nullable;

/** An MQTT broker in this process, with a subscriber that remembers what was published. */
final class MqttBroker implements AutoCloseable {
  private static final String QUEUE = "seen";

  private final int port;
  private final String address;
  private @Nullable EmbeddedActiveMQ broker;

  /**
   * Is not started yet.
   *
   * @param topic what is remembered
   */
  MqttBroker(int port, String topic) {
    this.port = port;
    this.address = topic.replace('/', '.');
  }

  MqttBroker start() throws Exception {
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT");
    EmbeddedActiveMQ started = new EmbeddedActiveMQ();
    started.setConfiguration(configuration);
    started.start();
    broker = started;
    started
        .getActiveMQServer()
        .createQueue(
            QueueConfiguration.of(QUEUE)
                .setAddress(address)
                .setRoutingType(RoutingType.MULTICAST)
                .setDurable(false));
    return this;
  }

  /** The bodies of what was published since the start. */
  List<String> seen() {
    List<String> bodies = new ArrayList<>();
    Objects.requireNonNull(broker, "not started")
        .getActiveMQServer()
        .locateQueue(QUEUE)
        .forEach(
            message -> {
              var buffer = message.getMessage().toCore().getReadOnlyBodyBuffer();
              byte[] bytes = new byte[buffer.readableBytes()];
              buffer.readBytes(bytes);
              bodies.add(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            });
    return bodies;
  }

  void stop() throws Exception {
    if (broker != null) {
      broker.stop();
      broker = null;
    }
  }

  @Override
  public void close() throws Exception {
    stop();
  }
}
