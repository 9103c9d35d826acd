package dev.lowstock.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lowstock.sandbox.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A headless Chromium, driven over the WebDriver protocol (W3C "WebDriver") through the machine's
 * own ChromeDriver. Elements are found by XPath, and waited for.
 */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PORT = Pattern.compile("successfully on port (\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  // How WebDriver names an element in JSON.
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final String ENTER = "\uE007";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String address;

  /** The programs it needs. */
  record Programs(Path chromium, Path driver) {
    static Optional<Programs> find() {
      Optional<Path> chromium = first("/usr/bin/chromium", "/usr/bin/google-chrome");
      Optional<Path> driver = first("/usr/bin/chromedriver");
      return chromium.flatMap(browser -> driver.map(found -> new Programs(browser, found)));
    }

    private static Optional<Path> first(String... paths) {
      return Stream.of(paths).map(Path::of).filter(Files::isExecutable).findFirst();
    }
  }

  /** The page has drawn the element anew since it was found. */
  private static final class StaleElement extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleElement(String message) {
      super(message);
    }
  }

  private record Started(Process driver, String address) {}

  private Browser(Process driver, String address) {
    this.driver = driver;
    this.address = address;
  }

  /** Keeps its profile in that directory. */
  static Browser start(Programs programs, Path profile) throws IOException {
    Started started = startDriver(programs.driver());
    String opened = started.address() + "/session";
    try {
      Browser starting = new Browser(started.driver(), opened);
      String id =
          starting.post("", capabilities(programs.chromium(), profile)).get("sessionId").asText();
      return new Browser(started.driver(), opened + "/" + id);
    } catch (IllegalStateException e) {
      end(started.driver());
      throw e;
    }
  }

  Browser open(String url) {
    post("/url", JSON.createObjectNode().put("url", url));
    return this;
  }

  /** The size of the window's inside, on a phone with two pixels for each of its points. */
  Browser isSized(int width, int height, boolean phone) {
    return commands(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", phone ? 2 : 1)
            .put("mobile", phone));
  }

  /** What the visitor prefers: a light or dark page, and whether things may move. */
  Browser prefers(String colours, String motion) {
    ObjectNode media = JSON.createObjectNode();
    media
        .putArray("features")
        .add(feature("prefers-color-scheme", colours))
        .add(feature("prefers-reduced-motion", motion));
    return commands("Emulation.setEmulatedMedia", media);
  }

  Browser click(String xpath) {
    JsonNode unused = on(xpath, element -> post(element + "/click", JSON.createObjectNode()));
    return this;
  }

  Browser type(String xpath, String text) {
    ObjectNode keys = JSON.createObjectNode().put("text", text);
    JsonNode unused = on(xpath, element -> post(element + "/value", keys));
    return this;
  }

  Browser typeAndEnter(String xpath, String text) {
    return type(xpath, text + ENTER);
  }

  String text(String xpath) {
    return on(xpath, element -> get(element + "/text")).asText();
  }

  /** Waits until there is such an element, and it can be seen. */
  Browser sees(String xpath) {
    String unused = on(xpath, element -> element);
    return this;
  }

  JsonNode script(String body) {
    ObjectNode call = JSON.createObjectNode().put("script", body);
    call.putArray("args");
    return post("/execute/sync", call);
  }

  /** The tabs, oldest first. */
  List<String> tabs() {
    return JSON.convertValue(
        get("/window/handles"),
        JSON.getTypeFactory().constructCollectionType(List.class, String.class));
  }

  Browser goTo(String tab) {
    post("/window", JSON.createObjectNode().put("handle", tab));
    return this;
  }

  Browser closeTab() {
    send(request("/window").DELETE());
    return this;
  }

  byte[] picture() {
    return Base64.getDecoder().decode(get("/screenshot").asText());
  }

  @Override
  public void close() {
    try {
      send(request("").DELETE());
    } finally {
      end(driver);
    }
  }

  /** The page may draw an element anew at any moment: then the new one is meant. */
  private <T> T on(String xpath, Function<String, T> action) {
    ObjectNode by = JSON.createObjectNode().put("using", "xpath").put("value", xpath);
    return Awaitility.await("an element " + xpath)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreException(StaleElement.class)
        .until(() -> visible(post("/elements", by)).map(action), Optional::isPresent)
        .orElseThrow();
  }

  /** Where the first of them that can be seen is spoken to. */
  private Optional<String> visible(JsonNode elements) {
    for (JsonNode element : elements) {
      String path = "/element/" + element.get(ELEMENT).asText();
      if (get(path + "/displayed").asBoolean()) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private Browser commands(String name, ObjectNode parameters) {
    ObjectNode command = JSON.createObjectNode().put("cmd", name);
    command.set("params", parameters);
    post("/goog/cdp/execute", command);
    return this;
  }

  private JsonNode get(String path) {
    return send(request(path).GET());
  }

  private JsonNode post(String path, JsonNode body) {
    return send(request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      JsonNode value =
          JSON.readTree(client.send(request.build(), BodyHandlers.ofString()).body()).get("value");
      if (value.path("error").asText().equals("stale element reference")) {
        throw new StaleElement(value.get("message").asText());
      }
      if (value.has("error")) {
        throw new IllegalStateException(value.get("error") + ": " + value.get("message"));
      }
      return value;
    } catch (IOException e) {
      throw new IllegalStateException("The browser does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the browser works", e);
    }
  }

  private static ObjectNode capabilities(Path chromium, Path profile) {
    ObjectNode capabilities = JSON.createObjectNode();
    ObjectNode chrome =
        capabilities
            .putObject("capabilities")
            .putObject("alwaysMatch")
            .putObject("goog:chromeOptions")
            .put("binary", chromium.toString());
    Stream.of(
            "--headless=new",
            // Chromium's sandbox refuses to run as root, which is who builds in a container.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--hide-scrollbars",
            "--lang=en-GB",
            "--user-data-dir=" + profile)
        .forEach(chrome.putArray("args")::add);
    return capabilities;
  }

  private static ObjectNode feature(String name, String value) {
    return JSON.createObjectNode().put("name", name).put("value", value);
  }

  /** Where its port was taken after all, it gets another. */
  private static Started startDriver(Path program) throws IOException {
    StringBuilder said = new StringBuilder();
    for (int attempt = 0; attempt < 3; attempt++) {
      Process driver =
          new ProcessBuilder(program.toString(), "--port=" + FreePorts.next())
              .redirectErrorStream(true)
              .start();
      BufferedReader lines = driver.inputReader();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        Matcher port = PORT.matcher(line);
        if (port.find()) {
          return new Started(driver, "http://127.0.0.1:" + port.group(1));
        }
      }
      end(driver);
    }
    throw new IOException("ChromeDriver did not start:\n" + said);
  }

  /** The driver and the browser that it started. */
  private static void end(Process driver) {
    List<ProcessHandle> started = driver.descendants().toList();
    driver.destroy();
    try {
      if (!driver.waitFor(5, TimeUnit.SECONDS)) {
        driver.destroyForcibly();
      }
    } catch (InterruptedException e) {
      driver.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
