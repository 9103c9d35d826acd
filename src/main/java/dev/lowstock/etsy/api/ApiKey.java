package dev.lowstock.etsy.api;

import dev.lowstock.etsy.CallTimeLimit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Puts {@code x-api-key: keystring:shared_secret} on a request as it leaves (Open API v3,
 * requests), so that it stands in no route, endpoint URI or exception.
 */
public final class ApiKey implements HttpClientConfigurer {
  private final String value;
  private final CallTimeLimit limit;

  public ApiKey(String keystring, String sharedSecret, CallTimeLimit limit) {
    this.limit = limit;
    this.value = keystring + ":" + sharedSecret;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    limit.configureHttpClient(client);
    client.addRequestInterceptorFirst(
        (request, entity, context) -> request.setHeader("x-api-key", value));
  }
}
