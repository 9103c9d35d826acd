package dev.lowstock.etsy.feed;

import dev.lowstock.etsy.EtsyFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/**
 * Asks Etsy, outside the routes, whether it takes our keys: the feeds key by reading a second of
 * the feed, consumer key and shared secret by asking for a request token that nobody uses.
 */
public final class KeyCheck {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final String baseUrl;
  private final EtsyOAuth1 oauth;

  public KeyCheck(String baseUrl, EtsyOAuth1 oauth) {
    this.baseUrl = baseUrl.replaceFirst("/+$", "");
    this.oauth = oauth;
  }

  /**
   * Ends well only when Etsy gave a page of the feed.
   *
   * @throws EtsyFailure when Etsy answered, but not that
   * @throws IOException when it did not answer
   */
  public void feedsKey(String key, Clock clock) throws IOException, InterruptedException {
    long now = clock.instant().getEpochSecond();
    FeedWindow window = new FeedWindow(now, now + 1, 0, 1, now);
    String query = window.query() + "&api_key=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    HttpResponse<java.io.InputStream> answer =
        client.send(
            request("/v2/feeds/listings/latest?" + query).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    FeedPage unused = new FeedReader().read(window, answer.statusCode(), answer.body());
  }

  /**
   * Ends well only when Etsy gave a request token.
   *
   * @throws EtsyFailure when Etsy answered, but not that
   * @throws IOException when it did not answer
   */
  public void consumerKey() throws IOException, InterruptedException {
    SignedCall call = oauth.requestToken();
    HttpResponse<String> answer =
        client.send(
            request(call.path() + "?" + call.query())
                .header("Authorization", call.authorization())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    LoginStart unused = oauth.parseRequestToken(answer.statusCode(), answer.body());
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(baseUrl + pathAndQuery)).timeout(LIMIT);
  }
}
