package dev.lowstock;

import dev.lowstock.route.RouteFiles;
import dev.lowstock.store.Database;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.telegram.SoundTelegramComponent;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * The program as it is wired, with its own route files, of which only {@code direct:} routes run:
 * nothing happens by itself.
 */
public final class QuietBot implements AutoCloseable {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "TELEGRAM_TOKEN", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
          "ETSY_CONSUMER_KEY", "ada",
          "ETSY_SHARED_SECRET", "bluemugs-secret",
          "ETSY_API_URL", "http://127.0.0.1:9",
          "TELEGRAM_API_URL", "http://127.0.0.1:9");

  private static final String ALL_ROUTES =
      "classpath:routes/*.camel.yaml,classpath:routes/notify/*.camel.yaml,"
          + "classpath:routes/v2/*.camel.yaml";

  private final Main main = new Main();

  private QuietBot() {}

  /** With every route file of the program; none of the routes runs. */
  public static QuietBot withAllRoutes(Database database) throws Exception {
    QuietBot bot = new QuietBot();
    bot.load(database, ALL_ROUTES, List.of());
    return bot;
  }

  /** With some route files and neighbours that stand in for the others; {@code direct:} runs. */
  public static QuietBot with(Database database, String files, RouteBuilder... neighbours)
      throws Exception {
    QuietBot bot = new QuietBot();
    bot.load(database, files, List.of(neighbours));
    for (Route route : bot.camel().getRoutes()) {
      if (route.getEndpoint().getEndpointUri().startsWith("direct:")) {
        bot.camel().getRouteController().startRoute(route.getRouteId());
      }
    }
    return bot;
  }

  private void load(Database database, String files, List<RouteBuilder> neighbours)
      throws Exception {
    Settings settings = Settings.of(REQUIRED);
    SoundTelegramComponent telegram = new SoundTelegramComponent();
    telegram.setAuthorizationToken(settings.get(Setting.TELEGRAM_TOKEN));
    telegram.setBaseUri(settings.get(Setting.TELEGRAM_API_URL));
    TokenCipher cipher = new TokenCipher(List.of(new byte[32]));
    Wiring.bind(
        main, settings, RouteFiles.find("v2", null), database, cipher, telegram, new Stop());
    main.addInitialProperty("camel.main.routesIncludePattern", files);
    main.addOverrideProperty("camel.main.autoStartup", "false");
    main.addOverrideProperty("camel.main.shutdownTimeout", "1");
    main.addOverrideProperty("camel.server.enabled", "false");
    main.addOverrideProperty("camel.management.enabled", "false");
    main.start();
    for (RouteBuilder neighbour : neighbours) {
      camel().addRoutes(neighbour);
    }
  }

  public CamelContext camel() {
    return main.getCamelContext();
  }

  /** Calls a route with these variables; a failure of the route is the exchange's exception. */
  public Exchange call(String route, Map<String, ?> variables) {
    return call(route, null, variables);
  }

  public Exchange call(String route, @Nullable Object body, Map<String, ?> variables) {
    return send("direct:" + route, body, variables);
  }

  /** Sends to any endpoint. */
  public Exchange send(String endpoint, @Nullable Object body, Map<String, ?> variables) {
    return camel()
        .createFluentProducerTemplate()
        .to(endpoint)
        .withProcessor(
            exchange -> {
              exchange.getMessage().setBody(body);
              variables.forEach(exchange::setVariable);
            })
        .send();
  }

  @Override
  public void close() {
    main.stop();
  }
}
