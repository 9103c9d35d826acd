package dev.lowstock.etsy.api;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.Wait;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Etsy whether it takes our key: by a ping, which needs nothing else. */
public final class KeyCheck {
  private static final Logger LOG = LoggerFactory.getLogger(KeyCheck.class);

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final EtsyCall PING = EtsyCall.get("ping", "/v3/application/openapi-ping", null);

  private static final long MILLIS_BEFORE_ASKING_AGAIN = 1000;

  private final EtsyCalls calls;
  private final BooleanSupplier hasAnswered;
  private final Consumer<String> stop;

  /**
   * Asks within a running bot.
   *
   * @param hasAnswered whether Etsy has taken our key before
   * @param stop stops the program, and says why
   */
  public KeyCheck(EtsyCalls calls, BooleanSupplier hasAnswered, Consumer<String> stop) {
    this.calls = calls;
    this.hasAnswered = hasAnswered;
    this.stop = stop;
  }

  /** Asks. A key that Etsy does not take and never has ends the program. */
  public void check() {
    try {
      pingTwice();
    } catch (KeyRefused refused) {
      if (hasAnswered.getAsBoolean()) {
        LOG.error("{}", refused.getMessage());
      } else {
        stop.accept(refused.getMessage());
      }
    } catch (EtsyFailure | IOException e) {
      LOG.warn("Etsy does not say whether it takes our key: {}", e.getMessage());
    }
  }

  /** Asks, and once more before a refusal counts. */
  private void pingTwice() throws IOException {
    try {
      requireTaken(calls.make(PING));
    } catch (KeyRefused perhaps) {
      Wait.millis(MILLIS_BEFORE_ASKING_AGAIN);
      requireTaken(calls.make(PING));
    }
  }

  /**
   * Passes the answer to a key that Etsy takes.
   *
   * @throws KeyRefused when it does not
   * @throws EtsyFailure when Etsy does not say
   */
  private static void requireTaken(EtsyAnswer answer) {
    // A ping has no access token that could be meant; what is on the way to Etsy may say 403 too.
    boolean refused = answer.status() == 401 || answer.status() == 403;
    if (refused && !answer.error().isEmpty()) {
      throw new KeyRefused(
          answer.inShort() + ": check ETSY_CONSUMER_KEY (the keystring) and ETSY_SHARED_SECRET");
    }
    answer.requireGood();
  }

  /**
   * Asks outside a running bot.
   *
   * @throws KeyRefused when Etsy does not take the key
   * @throws EtsyFailure when Etsy does not say
   * @throws IOException when Etsy does not answer
   */
  public static void ask(String baseUrl, String keystring, String sharedSecret)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl.replaceFirst("/+$", "") + PING.path()))
            .header("x-api-key", keystring + ":" + sharedSecret)
            .timeout(LIMIT)
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    requireTaken(
        new EtsyAnswer(
            answer.statusCode(),
            answer.body(),
            answer.headers().firstValue("retry-after").orElse(null)));
  }
}
