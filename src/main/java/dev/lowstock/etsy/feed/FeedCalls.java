package dev.lowstock.etsy.feed;

import dev.lowstock.etsy.EtsyFailure;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Asks Etsy for pages of the listings feed: bounded in time and size, never redirected or repeated.
 * Thread-safe.
 */
public final class FeedCalls {
  private static final String OPTIONS =
      "?httpClientConfigurer=#feedsKey&connectTimeout=5000&responseTimeout=15000&soTimeout=15000";

  private final Supplier<CamelContext> camel;
  private final String baseUrl;
  private final FeedPlace place;
  private final EtsyMeters meters;
  private final FeedReader reader = new FeedReader();

  /**
   * Makes calls through the HTTP component of Camel.
   *
   * @param camel asked for at each call
   * @param baseUrl what stands before {@code /v2}
   * @param place told what time Etsy says it is
   */
  public FeedCalls(
      Supplier<CamelContext> camel, String baseUrl, FeedPlace place, EtsyMeters meters) {
    this.camel = camel;
    this.baseUrl = baseUrl.replaceFirst("/+$", "");
    this.place = place;
    this.meters = meters;
  }

  /**
   * Asks for a page.
   *
   * @throws EtsyFailure when Etsy answers otherwise
   * @throws IOException when it does not answer
   */
  FeedPage page(FeedWindow window) throws IOException {
    HttpEndpoint etsy =
        Objects.requireNonNull(
            camel.get().getEndpoint(baseUrl + OPTIONS, HttpEndpoint.class), baseUrl);
    HttpGet request =
        new HttpGet(URI.create(baseUrl + "/v2/feeds/listings/latest?" + window.query()));
    FeedPage page = null;
    Exception failure = null;
    try {
      page = etsy.getHttpClient().execute(request, response -> page(window, response));
      return page;
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    } finally {
      meters.feedCall(page, failure);
    }
  }

  private FeedPage page(FeedWindow window, ClassicHttpResponse response) throws IOException {
    HttpEntity body = response.getEntity();
    FeedPage page =
        reader.read(window, response.getCode(), body == null ? null : body.getContent());
    Header date = response.getFirstHeader(HttpHeaders.DATE);
    place.answeredAt(date == null ? null : date.getValue());
    return page;
  }
}
