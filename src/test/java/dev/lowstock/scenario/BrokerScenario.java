package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams to real brokers, by components in {@code ROUTES_DIR/lib}, while these come and go. */
class BrokerScenario {
  /** Telegram is told at least so soon, whatever a broker does. */
  private static final Duration SOON = Duration.ofSeconds(15);

  /** A broker that was away is tried again after at most a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private Town town;
  private Path folder;
  private SandboxShop blueMugs;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) {
    folder = directory;
    town = Town.openV3(directory);
    blueMugs = town.etsy.shop("BlueMugs");
    ada = town.telegram.person("Ada");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void kafkaGetsEveryEventAndAlertThoughItHangsAtTheStartAndGoesAway() throws Exception {
    // given
    int port = FreePorts.next();
    try (KafkaBroker kafka =
        new KafkaBroker(Files.createDirectory(folder.resolve("kafka")), port, FreePorts.next())) {
      uses("stock-events-to-kafka");
      town.environment.put("NOTIFY_KAFKA_BROKERS", "127.0.0.1:" + port);
      SandboxListing mug = blueMugs.lists("Blue mug", 9);
      SandboxListing lamp = blueMugs.lists("Desk lamp", 1);
      SandboxListing vase = blueMugs.lists("Vase", 1);
      try (ServerSocket silent = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
        assertThat(silent.isBound()).isTrue();
        town.runs();
        town.watches(ada, blueMugs);

        // when
        lamp.sellsOut();

        // then
        awaitToldSoon(lamp);
        await()
            .atMost(PATIENCE)
            .until(() -> health().contains("by channel: kafka 1, kafka-events 1"));
      }

      // when
      kafka.start();

      // then
      awaitKeys(kafka, "lowstock-alerts", lamp);
      awaitKeys(kafka, "lowstock-stock-events", lamp);

      // when
      kafka.stop();
      vase.sellsOut();
      awaitToldSoon(vase);
      kafka.start();
      mug.sellsOut();

      // then
      awaitKeys(kafka, "lowstock-stock-events", lamp, vase, mug);
      awaitKeys(kafka, "lowstock-alerts", lamp, vase, mug);
      assertThat(kafka.read("lowstock-stock-events"))
          .allSatisfy(
              record ->
                  assertThat(new ObjectMapper().readTree(record.value()).path("type").asText())
                      .isEqualTo("dev.lowstock.stock_event.sold_out"));
    }
  }

  @Test
  void mqttGetsEveryAlertThoughItIsAwayAtTheStartAndGoesAway() throws Exception {
    // given
    int port = FreePorts.next();
    try (MqttBroker mqtt = new MqttBroker(port, "lowstock/alerts")) {
      uses("alerts-to-mqtt");
      town.environment.put("NOTIFY_MQTT_BROKER", "tcp://127.0.0.1:" + port);
      SandboxListing lamp = blueMugs.lists("Desk lamp", 1);
      SandboxListing vase = blueMugs.lists("Vase", 1);
      town.runs();
      town.watches(ada, blueMugs);
      lamp.sellsOut();
      awaitToldSoon(lamp);

      // when
      mqtt.start();

      // then
      awaitSeen(mqtt, lamp);

      // when
      mqtt.stop();
      vase.sellsOut();
      awaitToldSoon(vase);
      mqtt.start();

      // then
      awaitSeen(mqtt, vase);
    }
  }

  private void uses(String example) throws IOException {
    Path routes = Files.createDirectory(town.directory.resolve("own"));
    try (Stream<Path> files = Files.list(Path.of("examples", example))) {
      for (Path file : files.toList()) {
        Files.copy(file, routes.resolve(file.getFileName()));
      }
    }
    Files.createSymbolicLink(routes.resolve("lib"), Path.of("target/own-jars").toAbsolutePath());
    town.environment.put("ROUTES_DIR", routes.toString());
  }

  private void awaitToldSoon(SandboxListing listing) {
    Instant begun = Instant.now();
    Town.awaitTold(ada, listing);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON);
  }

  private static void awaitKeys(KafkaBroker kafka, String topic, SandboxListing... listings) {
    List<String> keys = Stream.of(listings).map(one -> Long.toString(one.id())).toList();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> assertThat(kafka.read(topic)).extracting(ConsumerRecord::key).containsAll(keys));
  }

  private static void awaitSeen(MqttBroker mqtt, SandboxListing listing) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(mqtt.seen())
                    .anyMatch(body -> body.contains("\"listing_id\":" + listing.id())));
  }

  private String health() throws IOException, InterruptedException {
    URI uri =
        URI.create("http://127.0.0.1:" + town.environment.get("HTTP_PORT") + "/observe/health");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
