package dev.lowstock.bot;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpServer;
import dev.lowstock.route.RouteReload;
import dev.lowstock.sandbox.SandboxListing;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Channels that are made of a template, in files that are saved while the bot runs. */
class ReloadedChannelTest {
  private static final Map<String, String> RELOADS = Map.of("ROUTES_RELOAD", "true");
  private static final Path EXAMPLE = Path.of("examples/phone-channel");
  private static final String CHANNEL = "notify-phone.camel.yaml";
  private static final String FILTER = "filter-stock-events.camel.yaml";

  private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          log.add(event.getFormattedMessage());
        }
      };
  private final Logger logger = (Logger) LoggerFactory.getLogger(RouteReload.class);
  private final HttpServer service;
  private final Path directory;
  private final Path routes;

  ReloadedChannelTest(@TempDir Path folder) throws Exception {
    directory = folder;
    routes = Files.createDirectory(folder.resolve("routes"));
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/my-topic",
        http -> {
          posted.add(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          http.sendResponseHeaders(200, -1);
          http.close();
        });
  }

  @BeforeEach
  void listen() {
    service.start();
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void end() {
    logger.detachAppender(appender);
    service.stop(0);
  }

  @Test
  void savedChannelIsToldInItsFormAndNoMoreWhenItIsGone() throws Exception {
    String phone = Files.readString(EXAMPLE.resolve(CHANNEL));
    String filter = Files.readString(EXAMPLE.resolve(FILTER));
    try (ExampleBot bot = start()) {
      SandboxListing blue = bot.shop.lists("Blue mug", 1, "MUG-BLUE");
      SandboxListing red = bot.shop.lists("Red mug", 1, "MUG-RED");
      SandboxListing green = bot.shop.lists("Green mug", 1, "MUG-GREEN");
      bot.logsIn(bot.ada);

      save(FILTER, filter);
      awaitLogged("names the channel 'phone', but no route notify-phone is there");
      save(CHANNEL, phone);
      awaitLogged("Taken into service: " + routes.resolve(FILTER));
      blue.sellsOut();
      assertThat(posted.poll(20, SECONDS)).startsWith("Sold out: Blue mug");

      save(CHANNEL, phone.replace("value: ntfy", "value: discord"));
      awaitLogged("Taken into service: " + routes.resolve(CHANNEL));
      red.sellsOut();
      assertThat(posted.poll(20, SECONDS)).startsWith("{\"content\":\"Sold out: Red mug");

      save(FILTER, filter.replace(",phone", ""));
      awaitLogged("Taken into service: " + routes.resolve(FILTER));
      save(CHANNEL, phone.replace("phone", "fax"));
      awaitLogged("Taken into service: " + routes.resolve(CHANNEL));
      save(FILTER, filter);
      awaitLogged("names the channel 'phone', but no route notify-phone is there");
      save(FILTER, filter.replace(",phone", ",fax"));
      awaitLogged("Taken into service: " + routes.resolve(FILTER));
      green.sellsOut();
      assertThat(posted.poll(20, SECONDS)).startsWith("Sold out: Green mug");
      bot.awaitTold(bot.ada, "Sold out: Green mug");
    }
  }

  @Test
  void unreadableFileIsNamedOnceAndTheOthersAreReloaded() throws Exception {
    try (ExampleBot bot = start()) {
      Files.write(routes.resolve("a.camel.yaml"), "# Größer".getBytes(StandardCharsets.ISO_8859_1));
      awaitLogged("a.camel.yaml cannot be read");

      save(CHANNEL, Files.readString(EXAMPLE.resolve(CHANNEL)));
      awaitLogged("Taken into service: " + routes.resolve(CHANNEL));

      bot.ada.says("/help");
      bot.awaitTold(bot.ada, "/start");
      assertThat(log).noneMatch(line -> line.contains("a.camel.yaml"));
    }
  }

  private ExampleBot start() throws Exception {
    String url = "http://127.0.0.1:" + service.getAddress().getPort() + "/my-topic";
    return new ExampleBot(routes, directory, Map.of("PHONE_URL", url), RELOADS);
  }

  private void save(String file, String text) throws Exception {
    Files.writeString(routes.resolve(file), text);
  }

  /** Then forgets what was logged until now. */
  private void awaitLogged(String words) {
    await()
        .atMost(ExampleBot.PATIENCE)
        .untilAsserted(() -> assertThat(log).anyMatch(line -> line.contains(words)));
    log.clear();
  }
}
