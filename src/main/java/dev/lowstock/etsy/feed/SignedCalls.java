package dev.lowstock.etsy.feed;

import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.Wait;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Makes every signed call of Etsy's API v2: paced, counted, bounded in time and size, never
 * redirected or repeated. The answer is not judged here. Thread-safe.
 */
public final class SignedCalls {
  private static final String OPTIONS =
      "?httpClientConfigurer=#callTimeLimit"
          + "&connectTimeout=5000&responseTimeout=8000&soTimeout=8000";

  private final Supplier<CamelContext> camel;
  private final String baseUrl;
  private final LongSupplier pace;
  private final EtsyMeters meters;
  private final AnswerReader reader = new AnswerReader();

  /**
   * Makes calls through the HTTP component of Camel.
   *
   * @param camel asked for at each call
   * @param baseUrl what stands before {@code /v2}
   * @param pace says how many milliseconds the next call has to wait
   */
  public SignedCalls(
      Supplier<CamelContext> camel, String baseUrl, LongSupplier pace, EtsyMeters meters) {
    this.camel = camel;
    this.baseUrl = baseUrl.replaceFirst("/+$", "");
    this.pace = pace;
    this.meters = meters;
  }

  /**
   * Makes a call, whatever Etsy answers.
   *
   * @throws EtsyUnavailable when there is more of the answer than is read
   * @throws IOException when Etsy does not answer
   */
  public EtsyAnswer make(SignedCall call) throws IOException {
    Wait.millis(pace.getAsLong());
    String query = call.query() == null ? "" : "?" + call.query();
    HttpUriRequestBase request =
        new HttpUriRequestBase(call.method(), URI.create(baseUrl + call.path() + query));
    request.setHeader(HttpHeaders.AUTHORIZATION, call.authorization());
    EtsyAnswer answer = null;
    Exception failure = null;
    try {
      answer = client().execute(request, this::read);
      return answer;
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    } finally {
      meters.signedCall(call, answer, failure);
    }
  }

  private HttpClient client() {
    HttpEndpoint etsy =
        Objects.requireNonNull(
            camel.get().getEndpoint(baseUrl + OPTIONS, HttpEndpoint.class), baseUrl);
    return etsy.getHttpClient();
  }

  private EtsyAnswer read(ClassicHttpResponse response) throws IOException {
    Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    HttpEntity body = response.getEntity();
    return reader.read(
        response.getCode(),
        retryAfter == null ? null : retryAfter.getValue(),
        body == null ? null : body.getContent());
  }
}
