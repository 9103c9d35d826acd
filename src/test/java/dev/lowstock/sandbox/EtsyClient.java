package dev.lowstock.sandbox;

import dev.lowstock.etsy.feed.AccessToken;
import dev.lowstock.etsy.feed.EtsyOAuth1;
import dev.lowstock.etsy.feed.LoginStart;
import dev.lowstock.etsy.feed.SignedCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a sandbox over HTTP, with the bot's own signer and nothing else of the bot. */
final class EtsyClient {

  private final HttpClient http = HttpClient.newHttpClient();
  private final SandboxEtsy sandbox;
  private final EtsyOAuth1 oauth;

  EtsyClient(SandboxEtsy sandbox, EtsyOAuth1 oauth) {
    this.sandbox = sandbox;
    this.oauth = oauth;
  }

  static EtsyClient of(SandboxEtsy sandbox) {
    EtsyKeys keys = sandbox.keys();
    return new EtsyClient(
        sandbox, new EtsyOAuth1(sandbox.url() + "/", keys.consumerKey(), keys.sharedSecret()));
  }

  LoginStart startLogin() throws IOException, InterruptedException {
    HttpResponse<String> answer = call(oauth.requestToken());
    return oauth.parseRequestToken(answer.statusCode(), answer.body());
  }

  AccessToken finishLogin(LoginStart login, String pin) throws IOException, InterruptedException {
    HttpResponse<String> answer = call(oauth.accessToken(login.token(), pin));
    return oauth.parseAccessToken(answer.statusCode(), answer.body());
  }

  AccessToken logIn(SandboxShop shop) throws IOException, InterruptedException {
    LoginStart login = startLogin();
    return finishLogin(login, shop.allows(login.loginUrl()));
  }

  HttpResponse<String> call(SignedCall call) throws IOException, InterruptedException {
    String query = call.query() == null ? "" : "?" + call.query();
    return send(
        HttpRequest.newBuilder(URI.create(sandbox.url() + call.path() + query))
            .header("Authorization", call.authorization())
            .method(call.method(), BodyPublishers.noBody()));
  }

  /** The feed, with the key; the query begins with its first parameter. */
  HttpResponse<String> feed(String query) throws IOException, InterruptedException {
    return get("/v2/feeds/listings/latest?api_key=" + sandbox.keys().feedsKey() + "&" + query);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(sandbox.url() + path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
  }
}
