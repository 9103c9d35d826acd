package dev.lowstock.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.component.telegram.TelegramComponent;
import org.apache.camel.component.telegram.TelegramConfiguration;
import org.apache.camel.spi.annotations.Component;
import org.jspecify.annotations.Nullable;

/**
 * Camel's {@code telegram} component without its faults: bind it as {@code telegram} and routes use
 * {@code telegram:bots} as ever.
 *
 * <p>The token is set here and nowhere else; so is an HTTP client of one's own, for a proxy. The
 * endpoint's scheduler options do nothing.
 */
@Component("telegram")
public final class SoundTelegramComponent extends TelegramComponent {
  private final Map<String, BotApi> apis = new ConcurrentHashMap<>();
  private final Meters meters = new Meters(this::meterRegistry);
  private @Nullable HttpClient sharedClient;
  private Duration sendLimit = BotApi.SEND_LIMIT;
  private Pace pace = Pace.USUAL;
  private @Nullable MessageSender messages;
  private @Nullable PollTurns turns;

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    if (!remaining.replaceAll("/$", "").equals(TelegramConfiguration.ENDPOINT_TYPE_BOTS)) {
      throw new IllegalArgumentException("Only telegram:bots is there");
    }
    if (parameters.remove("authorizationToken") != null) {
      throw new IllegalArgumentException("Set the token on the component, never in a route");
    }
    TelegramConfiguration configuration = new TelegramConfiguration();
    configuration.setType(TelegramConfiguration.ENDPOINT_TYPE_BOTS);
    configuration.setBaseUri(getBaseUri());
    SoundTelegramEndpoint endpoint = new SoundTelegramEndpoint(uri, this, configuration);
    setProperties(endpoint, parameters);
    if (endpoint.getClient() != getClient() || configuration.getProxyHost() != null) {
      throw new IllegalArgumentException("Set the client, with its proxy, on the component");
    }
    api(configuration.getBaseUri()); // Wrong settings stop the start.
    return endpoint;
  }

  /** For calls outside the routes. */
  public BotApi api() {
    return api(getBaseUri());
  }

  BotApi api(String baseUri) {
    return apis.computeIfAbsent(
        baseUri, uri -> new BotApi(client(), uri, token(), sendLimit, meters));
  }

  Meters meters() {
    return meters;
  }

  Pace pace() {
    return pace;
  }

  MessageSender messages() {
    if (messages == null) {
      throw new IllegalStateException("Set on the component how messages are sent");
    }
    return messages;
  }

  public void setMessages(MessageSender messages) {
    this.messages = messages;
  }

  @Nullable PollTurns turns() {
    return turns;
  }

  /**
   * Has its consumers poll in turns with other nodes; without, they poll for as long as they run.
   */
  public void setTurns(PollTurns turns) {
    this.turns = turns;
  }

  void setSendLimit(Duration sendLimit) {
    this.sendLimit = sendLimit;
  }

  void setPace(Pace pace) {
    this.pace = pace;
  }

  private String token() {
    String token = getAuthorizationToken();
    if (token == null || token.isBlank()) {
      throw new IllegalArgumentException("The bot token is missing: set it on the component");
    }
    return token;
  }

  private synchronized HttpClient client() {
    if (getClient() != null) {
      return getClient();
    }
    if (sharedClient == null) {
      sharedClient = BotApi.client();
    }
    return sharedClient;
  }

  private @Nullable MeterRegistry meterRegistry() {
    return getCamelContext().getRegistry().findSingleByType(MeterRegistry.class);
  }
}
