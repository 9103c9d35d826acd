package dev.lowstock.kamelet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.standardwebhooks.Webhook;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.WebhookSigner;
import dev.lowstock.store.Database;
import dev.lowstock.store.Postgresql;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Each Kamelet in a Camel of its own, without the bot, by the Pipe of {@code examples/kamelets}.
 */
class KameletsTest {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  private static final Path KAMELETS = Path.of("src/main/resources/kamelets");
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final int port = FreePorts.next();

  KameletsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void signedAlertReachesTheSinkAndNoOther() throws Exception {
    String body = "{\"specversion\":\"1.0\",\"data\":{\"title\":\"Blue mug – größer\"}}";
    long now = Instant.now().getEpochSecond();
    String right = new Webhook(SECRET).sign("alert:1", now, body);
    String old = new Webhook(SECRET).sign("alert:1", now - 400, body);
    try (Camel camel =
        Camel.runs(
            "alerts-to-file",
            port,
            Map.of(
                "camel.kamelet.lowstock-alert-source.secret",
                SECRET,
                "ALERTS_DIR",
                folder.toString()))) {
      assertThat(camel.isRunning()).isTrue();

      assertThat(post("/lowstock/alerts", now, right, body + " ")).isEqualTo(401);
      assertThat(post("/lowstock/alerts", now - 400, old, body)).isEqualTo(401);
      assertThat(post("/lowstock/alerts", now, "v1,bm8=", body)).isEqualTo(401);
      assertThat(post("/lowstock/alerts", now, right, body)).isEqualTo(204);
    }

    assertThat(Files.readString(folder.resolve("alerts.json")).strip()).isEqualTo(body);
  }

  @Test
  void webhookThatEtsySignedReachesTheSinkAndNoOther() throws Exception {
    String secret = WebhookSigner.exampleSecret();
    String body = "{\"event_type\":\"order.paid\",\"shop_id\":5000001}";
    long now = Instant.now().getEpochSecond();
    String timestamp = Long.toString(now);
    String right = WebhookSigner.signature(secret, "alert:1", timestamp, body.getBytes(UTF_8));
    try (Camel camel =
        Camel.runs(
            "etsy-to-file",
            port,
            Map.of(
                "camel.kamelet.etsy-webhook-source.secret",
                secret,
                "ALERTS_DIR",
                folder.toString()))) {
      assertThat(camel.isRunning()).isTrue();

      assertThat(post("/etsy/webhook", now + 1, right, body)).isEqualTo(401);
      assertThat(post("/etsy/webhook", now, right, body)).isEqualTo(204);
    }

    assertThat(Files.readString(folder.resolve("webhooks.json")).strip()).isEqualTo(body);
  }

  @Test
  void textIsOwedToTheChat() throws Exception {
    String url = SERVER.newDatabase();
    try (Database database = Database.openServer(url, "postgres", "postgres")) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', '1001')");
      Files.writeString(folder.resolve("text"), "Mugs & saucers < 3 – größer");
      try (Camel camel = filesToChat(url)) {
        assertThat(camel.isRunning()).isTrue();

        await().atMost(PATIENCE).until(() -> !messages(rows).isEmpty());
      }

      assertThat(messages(rows))
          .containsExactly("{\"html\":\"Mugs &amp; saucers &lt; 3 – größer\",\"buttons\":[]}");
    }
  }

  @Test
  void textForARetiredChatIsNotTold() throws Exception {
    String url = SERVER.newDatabase();
    try (Database database = Database.openServer(url, "postgres", "postgres")) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      rows.update(
          "INSERT INTO chat (channel, address, retired_at)"
              + " VALUES ('telegram', '1001', CURRENT_TIMESTAMP)");
      try (Camel camel = filesToChat(url)) {
        assertThat(
                camel
                    .main()
                    .getCamelTemplate()
                    .send(
                        "kamelet:lowstock-tell-sink",
                        exchange -> exchange.getMessage().setBody("Mugs"))
                    .getException())
            .isNotNull();
      }

      assertThat(messages(rows)).isEmpty();
    }
  }

  private Camel filesToChat(String url) throws Exception {
    return Camel.runs(
        "files-to-chat",
        port,
        Map.of(
            "TEXTS_DIR", folder.toString(),
            "camel.kamelet.lowstock-tell-sink.chat", "1001",
            "camel.kamelet.lowstock-tell-sink.url", url,
            "camel.kamelet.lowstock-tell-sink.username", "postgres",
            "camel.kamelet.lowstock-tell-sink.password", "postgres"));
  }

  static Stream<Path> kamelets() throws IOException {
    try (Stream<Path> files = Files.list(KAMELETS)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void kameletHasTheFormOfTheCatalogue(Path file) throws IOException {
    JsonNode kamelet = new YAMLMapper().readTree(file.toFile());
    String name = kamelet.at("/metadata/name").asText();

    assertThat(file.getFileName()).hasToString(name + ".kamelet.yaml");
    assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
    assertThat(kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type").asText())
        .isEqualTo(name.substring(name.lastIndexOf('-') + 1));
    assertThat(kamelet.at("/metadata/annotations/camel.apache.org~1kamelet.icon").asText())
        .startsWith("data:image/svg+xml");
    assertThat(kamelet.at("/spec/definition/title").asText()).isNotBlank();
    assertThat(kamelet.at("/spec/dependencies")).isNotEmpty();
    for (JsonNode required : kamelet.at("/spec/definition/required")) {
      assertThat(kamelet.at("/spec/definition/properties").has(required.asText())).isTrue();
    }
  }

  private static List<String> messages(JdbcTemplate rows) {
    return rows.queryForList("SELECT message FROM alert", String.class);
  }

  private int post(String path, long timestamp, String signature, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .header("webhook-id", "alert:1")
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** A Camel that runs one Pipe. */
  private record Camel(Main main) implements AutoCloseable {
    static Camel runs(String pipe, int port, Map<String, String> values) throws Exception {
      Main main = new Main();
      main.setShutdownStrategy(new SimpleMainShutdownStrategy());
      // None of the program's own application.properties.
      main.setDefaultPropertyPlaceholderLocation("false");
      main.setPropertyPlaceholderLocations("false");
      main.addInitialProperty(
          "camel.main.routesIncludePattern", "file:examples/kamelets/" + pipe + ".pipe.yaml");
      main.addInitialProperty("camel.server.enabled", "true");
      main.addInitialProperty("camel.server.host", "127.0.0.1");
      main.addInitialProperty("camel.server.port", Integer.toString(port));
      values.forEach(main::addInitialProperty);
      main.start();
      return new Camel(main);
    }

    boolean isRunning() {
      return main.getCamelContext().getRoutesSize() > 0;
    }

    @Override
    public void close() {
      main.stop();
    }
  }
}
