package dev.lowstock.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls API v3 of a sandbox over HTTP, with nothing of the bot. */
public final class EtsyV3Client {

  static final String REDIRECT = "http://127.0.0.1:9/etsy/callback";
  static final String STATE = "state-1";
  // The pair of RFC 7636, appendix B.
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A pair of tokens. */
  public record Tokens(String access, String refresh, long expiresIn) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final SandboxEtsy sandbox;

  public EtsyV3Client(SandboxEtsy sandbox) {
    this.sandbox = sandbox;
    sandbox.registersRedirect(REDIRECT);
  }

  String connectUrl() {
    return connectUrl(Map.of());
  }

  /** The address of the consent page with some parameters changed; an empty one is left out. */
  String connectUrl(Map<String, String> changed) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", sandbox.keys().consumerKey());
    query.put("redirect_uri", REDIRECT);
    query.put("scope", "listings_r shops_r transactions_r");
    query.put("state", STATE);
    query.put("code_challenge", CHALLENGE);
    query.put("code_challenge_method", "S256");
    query.putAll(changed);
    query.values().removeIf(String::isEmpty);
    return sandbox.connectUrl() + "?" + encoded(query);
  }

  public Tokens logIn(SandboxShop shop) throws Exception {
    return logIn(shop, "listings_r shops_r transactions_r");
  }

  Tokens logIn(SandboxShop shop, String scope) throws Exception {
    URI back = shop.grants(connectUrl(Map.of("scope", scope)));
    return tokens(exchange(query(back).get("code")));
  }

  HttpResponse<String> exchange(@Nullable String code) throws Exception {
    return exchange(code, Map.of());
  }

  HttpResponse<String> exchange(@Nullable String code, Map<String, String> changed)
      throws Exception {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", sandbox.keys().consumerKey());
    form.put("redirect_uri", REDIRECT);
    form.put("code", String.valueOf(code));
    form.put("code_verifier", VERIFIER);
    form.putAll(changed);
    return token(form);
  }

  public HttpResponse<String> refresh(Tokens tokens) throws Exception {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("client_id", sandbox.keys().consumerKey());
    form.put("refresh_token", tokens.refresh());
    return token(form);
  }

  HttpResponse<String> token(Map<String, String> form) throws Exception {
    return send(
        request("/v3/public/oauth/token")
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(BodyPublishers.ofString(encoded(form))));
  }

  HttpResponse<String> tokenAsJson(Map<String, String> form) throws Exception {
    return send(
        request("/v3/public/oauth/token")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(form))));
  }

  static Tokens tokens(HttpResponse<String> answer) throws JsonProcessingException {
    JsonNode body = json(answer);
    return new Tokens(
        body.path("access_token").asText(),
        body.path("refresh_token").asText(),
        body.path("expires_in").asLong());
  }

  /** With the app's key alone. */
  HttpResponse<String> get(String path) throws Exception {
    return getWith(path, sandbox.keys().consumerKey() + ":" + sandbox.keys().sharedSecret(), null);
  }

  public HttpResponse<String> get(String path, Tokens tokens) throws Exception {
    String key = sandbox.keys().consumerKey() + ":" + sandbox.keys().sharedSecret();
    return getWith(path, key, "Bearer " + tokens.access());
  }

  HttpResponse<String> getWith(String path, @Nullable String key, @Nullable String authorization)
      throws Exception {
    HttpRequest.Builder request = request("/v3/application" + path);
    if (key != null) {
      request.header("x-api-key", key);
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return send(request);
  }

  JsonNode listings(SandboxShop shop, Tokens tokens, String query) throws Exception {
    return json(get("/shops/" + shop.shopId() + "/listings?" + query, tokens));
  }

  static JsonNode json(HttpResponse<String> answer) throws JsonProcessingException {
    return JSON.readTree(answer.body());
  }

  static Map<String, String> query(URI address) {
    return OAuth1Signature.parameters(address.getRawQuery()).stream()
        .collect(
            Collectors.toMap(OAuth1Signature.Parameter::name, OAuth1Signature.Parameter::value));
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String plain) {
    return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(sandbox.url() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
  }
}
