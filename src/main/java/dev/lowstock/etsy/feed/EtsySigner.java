package dev.lowstock.etsy.feed;

import com.github.scribejava.core.builder.api.DefaultApi10a;
import com.github.scribejava.core.model.OAuth1AccessToken;
import com.github.scribejava.core.model.OAuth1RequestToken;
import com.github.scribejava.core.model.OAuthRequest;
import com.github.scribejava.core.model.Verb;
import com.github.scribejava.core.oauth.OAuth10aService;
import com.github.scribejava.core.services.TimestampService;
import java.util.Objects;

/** ScribeJava's OAuth 1.0a service used for its signatures only: it makes no calls of its own. */
final class EtsySigner extends OAuth10aService {

  EtsySigner(
      String requestTokenUrl,
      String accessTokenUrl,
      String consumerKey,
      String sharedSecret,
      TimestampService stamps) {
    super(
        new Endpoints(requestTokenUrl, accessTokenUrl, stamps),
        consumerKey,
        sharedSecret,
        "oob",
        // Etsy wants the scope in the query; here it would go into the header.
        null,
        null,
        null,
        null,
        null);
  }

  String requestToken() {
    return authorization(prepareRequestTokenRequest());
  }

  String accessToken(RequestToken token, String verifier) {
    return authorization(
        prepareAccessTokenRequest(new OAuth1RequestToken(token.token(), token.secret()), verifier));
  }

  String get(AccessToken token, String url) {
    OAuthRequest request = new OAuthRequest(Verb.GET, url);
    signRequest(new OAuth1AccessToken(token.token(), token.secret()), request);
    return authorization(request);
  }

  private static String authorization(OAuthRequest request) {
    return Objects.requireNonNull(request.getHeaders().get("Authorization"));
  }

  private static final class Endpoints extends DefaultApi10a {

    private final String requestTokenUrl;
    private final String accessTokenUrl;
    private final TimestampService stamps;

    Endpoints(String requestTokenUrl, String accessTokenUrl, TimestampService stamps) {
      this.requestTokenUrl = requestTokenUrl;
      this.accessTokenUrl = accessTokenUrl;
      this.stamps = stamps;
    }

    @Override
    public String getRequestTokenEndpoint() {
      return requestTokenUrl;
    }

    @Override
    public String getAccessTokenEndpoint() {
      return accessTokenUrl;
    }

    @Override
    protected String getAuthorizationBaseUrl() {
      throw new UnsupportedOperationException("Etsy's answer says where the seller signs in");
    }

    @Override
    public TimestampService getTimestampService() {
      return stamps;
    }
  }
}
