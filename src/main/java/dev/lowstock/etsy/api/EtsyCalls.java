package dev.lowstock.etsy.api;

import dev.lowstock.etsy.AnswerTooLarge;
import dev.lowstock.etsy.EtsyUnavailable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/**
 * Makes every call of Etsy's API v3: counted against one quota, paced, bounded in time and size,
 * never redirected or repeated. The answer is not judged here. Thread-safe.
 */
public final class EtsyCalls {
  private static final String OPTIONS =
      "?httpClientConfigurer=#apiKey&connectTimeout=5000&responseTimeout=15000&soTimeout=15000";

  private static final ContentType FORM =
      ContentType.APPLICATION_FORM_URLENCODED.withCharset(StandardCharsets.UTF_8);

  private final Supplier<CamelContext> camel;
  private final String baseUrl;
  private final EtsyQuota quota;
  private final CallPace pace = new CallPace(System::nanoTime);
  private final CallMeters meters;
  private final AnswerReader reader = new AnswerReader();
  private volatile @Nullable HttpClient client;

  /**
   * Makes calls through the HTTP component of Camel.
   *
   * @param camel asked for at the first call
   * @param baseUrl what stands before {@code /v3}
   */
  public EtsyCalls(
      Supplier<CamelContext> camel, String baseUrl, EtsyQuota quota, CallMeters meters) {
    this.camel = camel;
    this.baseUrl = baseUrl.replaceFirst("/+$", "");
    this.quota = quota;
    this.meters = meters;
  }

  /**
   * Makes a call with the key alone.
   *
   * @throws EtsyUnavailable while the quota is used up
   * @throws AnswerTooLarge when there is more of the answer than is read
   * @throws IOException when Etsy does not answer
   */
  public EtsyAnswer make(EtsyCall call) throws IOException {
    return make(call, null);
  }

  /** Makes a call with a seller's access token, if there is one. */
  EtsyAnswer make(EtsyCall call, @Nullable Bearer bearer) throws IOException {
    quota.requireOpen();
    HttpUriRequestBase request = request(call, bearer);
    pace.begin(quota.callsPerSecond());
    EtsyAnswer answer = null;
    Exception failure = null;
    try {
      answer = client().execute(request, response -> answer(call, response));
      return answer;
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    } finally {
      pace.end();
      meters.called(call, answer, failure);
    }
  }

  private HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      HttpEndpoint etsy =
          Objects.requireNonNull(
              camel.get().getEndpoint(baseUrl + OPTIONS, HttpEndpoint.class), baseUrl);
      known = etsy.getHttpClient();
      client = known;
    }
    return known;
  }

  private HttpUriRequestBase request(EtsyCall call, @Nullable Bearer bearer) {
    String query = call.query() == null ? "" : "?" + call.query();
    HttpUriRequestBase request =
        new HttpUriRequestBase(call.method(), URI.create(baseUrl + call.path() + query));
    if (bearer != null) {
      request.setHeader(HttpHeaders.AUTHORIZATION, bearer.header());
    }
    if (call.form() != null) {
      request.setEntity(new StringEntity(call.form(), FORM));
    }
    return request;
  }

  private EtsyAnswer answer(EtsyCall call, ClassicHttpResponse response) throws IOException {
    Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    HttpEntity body = response.getEntity();
    EtsyAnswer answer =
        reader.read(
            response.getCode(),
            retryAfter == null ? null : retryAfter.getValue(),
            body == null ? null : body.getContent());
    Map<String, Object> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(header.getName(), header.getValue());
    }
    return quota.answered(call, answer, headers) ? answer.toSellerAlone() : answer;
  }
}
