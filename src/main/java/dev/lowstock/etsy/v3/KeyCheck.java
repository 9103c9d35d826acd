package dev.lowstock.etsy.v3;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.KeyRefused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks Etsy whether it takes our key: by a ping, which needs nothing else. */
public final class KeyCheck {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The call that asks. */
  public EtsyCall ping() {
    return EtsyCall.get("ping", "/v3/application/openapi-ping", null);
  }

  /**
   * Passes the answer to a key that Etsy takes.
   *
   * @throws KeyRefused when it does not
   * @throws EtsyFailure when Etsy does not say
   */
  public void requireTaken(EtsyAnswer answer) {
    // A ping has no access token that could be meant; what is on the way to Etsy may say 403 too.
    boolean refused = answer.status() == 401 || answer.status() == 403;
    if (refused && !answer.error().isEmpty()) {
      throw new KeyRefused(
          answer.inShort() + ": check ETSY_CONSUMER_KEY (the keystring) and ETSY_SHARED_SECRET");
    }
    answer.requireGood();
  }

  /**
   * Asks outside the routes.
   *
   * @throws EtsyFailure as {@link #requireTaken}
   * @throws IOException when Etsy does not answer
   */
  public void ask(String baseUrl, String keystring, String sharedSecret)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl.replaceFirst("/+$", "") + ping().path()))
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
