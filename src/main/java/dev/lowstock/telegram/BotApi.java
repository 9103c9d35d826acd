package dev.lowstock.telegram;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.TelegramMessage;
import org.apache.camel.component.telegram.TelegramService;
import org.apache.camel.component.telegram.model.MessageResult;
import org.apache.camel.component.telegram.model.UpdateResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Bot API over HTTP: every call is complete within its time limit or fails.
 *
 * <p>Thread-safe. Fails with a {@link TelegramFailure} when Telegram refuses, and with {@link
 * TelegramUnreachable} when no complete answer came. The token leaves it only inside the request.
 */
public final class BotApi implements TelegramService {
  /** How long a send may take as a whole. */
  public static final Duration SEND_LIMIT = Duration.ofSeconds(15);

  /** How long a send with a file may take as a whole. */
  private static final Duration UPLOAD_LIMIT = Duration.ofSeconds(60);

  // A hundred updates have a fifth of it; small things in millions would take more memory than
  // there is.
  private static final int MOST_TOKENS = 1_000_000;

  static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
              .build());

  private static final Logger LOG = LoggerFactory.getLogger(BotApi.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  // A hundred updates, each the longest message in answer to another such.
  private static final long LARGEST_BATCH = 16L << 20;
  // Several may come at a time.
  private static final long LARGEST_ANSWER = 1L << 20;
  // What BotFather gives, with "/test" behind it for Telegram's test environment.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9:_-]+(/test)?");
  // Checked, like the base URI, because what URI says of a bad address would have the token in it.
  private static final Pattern METHOD = Pattern.compile("[A-Za-z]+");

  /** The account behind the token. */
  public record Bot(long id, String username) {}

  private final HttpClient client;
  private final String address;
  private final String token;
  private final Duration sendLimit;
  private final Meters meters;

  public BotApi(String baseUri, String token) {
    this(client(), baseUri, token, SEND_LIMIT, Meters.NONE);
  }

  BotApi(HttpClient client, String baseUri, String token, Duration sendLimit, Meters meters) {
    if (!TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "The bot token has characters that no token has: copy it again from @BotFather");
    }
    URI base = URI.create(baseUri);
    if (base.getHost() == null || !Set.of("http", "https").contains(base.getScheme())) {
      throw new IllegalArgumentException(
          "The base URI of the Bot API must be like https://api.telegram.org, not " + baseUri);
    }
    this.client = client;
    this.token = token;
    this.address = baseUri.replaceAll("/+$", "") + "/bot" + token + "/";
    this.sendLimit = sendLimit;
    this.meters = meters;
  }

  /** HTTP/1.1: a call that is given up takes its own connection along and no other's. */
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT_LIMIT)
        .build();
  }

  /** Proves the token: the cheapest call there is. */
  public Bot getMe() {
    if (call("getMe", Map.of(), sendLimit) instanceof Map<?, ?> me
        && me.get("id") instanceof Number id) {
      return new Bot(id.longValue(), String.valueOf(me.get("username")));
    }
    throw new TelegramFailure("getMe", 200, "an answer without an id", "try again later");
  }

  /** Calls any method, within the limit of a send. */
  public Object call(String method, Map<String, ?> parameters) {
    return call(method, parameters, sendLimit);
  }

  /** Calls any method; the result is a Map, List, String, Number or Boolean. */
  public Object call(String method, Map<String, ?> parameters, Duration limit) {
    return result(post(method, Payload.json(parameters), limit));
  }

  /**
   * Calls a method with an {@link Upload} among its parameters, within the time that files take.
   */
  public Object upload(String method, Map<String, ?> parameters) {
    Multipart form = new Multipart();
    parameters.forEach(
        (name, value) -> {
          if (value instanceof Upload file) {
            form.file(name, file.filename(), file.content());
          } else {
            form.field(name, value);
          }
        });
    return result(post(method, form.done(), UPLOAD_LIMIT));
  }

  /**
   * Sends on the caller's thread. The chat id fills in where the message names no chat; the message
   * itself stays as it is.
   *
   * @return Camel's result type for Camel's message types, the bare result for an OutgoingMethod
   */
  Object send(TelegramMessage message, @Nullable String chatId) {
    if (message instanceof OutgoingMethod outgoing) {
      return call(outgoing.method(), outgoing.parameters(chatId), sendLimit);
    }
    CamelMessages.Call call = CamelMessages.callOf(message);
    Map<String, Object> answer =
        post(call.method(), CamelMessages.payload(message, chatId), sendLimit);
    try {
      return JSON.convertValue(answer, call.result());
    } catch (IllegalArgumentException e) {
      // It has been sent: an answer in a form that Camel's types do not know must not repeat it.
      LOG.warn("Telegram accepted {} and answered in a new form", call.method());
      MessageResult accepted = new MessageResult();
      accepted.setOk(true);
      return accepted;
    }
  }

  /** As Camel wants it: a failure is put on the exchange, the callback is called exactly once. */
  @Override
  public void sendMessage(Exchange exchange, AsyncCallback callback, TelegramMessage message) {
    try {
      exchange.getMessage().setBody(send(message, null));
    } catch (RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(false);
  }

  @Override
  public UpdateResult getUpdates(Long offset, Integer limit, Integer timeoutSeconds) {
    throw new UnsupportedOperationException("Updates arrive through from: telegram:bots");
  }

  @Override
  public boolean setWebhook(String url) {
    return Boolean.TRUE.equals(call("setWebhook", Map.of("url", url)));
  }

  @Override
  public boolean removeWebhook() {
    return Boolean.TRUE.equals(call("deleteWebhook", Map.of()));
  }

  private Map<String, Object> post(String method, Payload payload, Duration limit) {
    if (!METHOD.matcher(method).matches()) {
      throw new IllegalArgumentException("The Bot API can have no method " + method);
    }
    String outcome = "failed";
    try {
      Map<String, Object> answer = new Answer(method, exchange(method, payload, limit)).orThrow();
      outcome = "ok";
      return answer;
    } catch (RateLimited e) {
      outcome = "rate_limited";
      throw e;
    } catch (ChatGone | ChatClosed | ChatMoved | TopicGone | MessageRefused | TokenRefused e) {
      outcome = "refused";
      throw e;
    } catch (TelegramUnreachable e) {
      outcome = "unreachable";
      throw e;
    } finally {
      meters.call(method, outcome);
    }
  }

  /**
   * The limit is around the whole exchange: on JDK 17 the request's own timeout ends with the
   * headers, and a body that stalls would hold the caller for ever (JDK-8208693).
   */
  private HttpResponse<byte[]> exchange(String method, Payload payload, Duration limit) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + method))
            .header("Content-Type", payload.contentType())
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofByteArray(payload.bytes()))
            .build();
    long largest = method.equals("getUpdates") ? LARGEST_BATCH : LARGEST_ANSWER;
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new BoundedBody(largest));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TelegramUnreachable(method, "not complete within " + limit.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TelegramUnreachable(method, "interrupted");
    } catch (ExecutionException e) {
      throw new TelegramUnreachable(method, reason(e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private String reason(@Nullable Throwable cause) {
    if (cause instanceof HttpConnectTimeoutException) {
      return "no connection within " + CONNECT_LIMIT.toSeconds() + " s";
    }
    if (cause instanceof ConnectException) {
      return "no connection";
    }
    if (cause instanceof SSLException) {
      return "it shows a certificate that is not trusted here, or speaks no https";
    }
    String said = cause instanceof IOException ? cause.getMessage() : null;
    return said == null || said.contains(token)
        ? "the connection failed"
        : "the connection failed, " + said;
  }

  private static Object result(Map<String, Object> answer) {
    return Objects.requireNonNullElse(answer.get("result"), true);
  }

  @Override
  public String toString() {
    return "BotApi";
  }
}
