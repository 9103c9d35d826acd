package dev.lowstock.etsy.feed;

import dev.lowstock.etsy.CallTimeLimit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Puts the feeds key on a request as it leaves, as v2 wants it: in the query. So it stands in no
 * route, endpoint URI or exception.
 */
public final class FeedsKey implements HttpClientConfigurer {
  private final String parameter;
  private final CallTimeLimit limit;

  public FeedsKey(String key, CallTimeLimit limit) {
    this.limit = limit;
    this.parameter = "api_key=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    limit.configureHttpClient(client);
    client.addRequestInterceptorFirst(
        (request, entity, context) -> {
          String path = request.getPath();
          request.setPath(path + (path.contains("?") ? "&" : "?") + parameter);
        });
  }
}
