package dev.lowstock.sandbox;

import dev.lowstock.sandbox.OAuth1Signature.Parameter;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a call is signed as RFC 5849 wants it: our consumer key, a known token, a time
 * within five minutes of ours, a nonce never seen with it, the right signature. Thread-safe.
 */
final class OAuth1Verifier {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Pattern PARAMETER = Pattern.compile("\\s*([^=\\s]+)=\"([^\"]*)\"\\s*");

  private final String consumerKey;
  private final String consumerSecret;
  private final Clock clock;
  private final Map<String, Long> seenNonces = new LinkedHashMap<>();

  OAuth1Verifier(String consumerKey, String consumerSecret, Clock clock) {
    this.consumerKey = consumerKey;
    this.consumerSecret = consumerSecret;
    this.clock = clock;
  }

  /**
   * The parameters of the header of a call that is in order; otherwise {@link OAuthProblem}.
   *
   * @param form the parameters of a form body
   * @param secretOfToken the secret of an {@code oauth_token}, or a problem of its own; asked only
   *     if the call has a token
   */
  Map<String, String> verified(
      String method,
      URI url,
      List<Parameter> form,
      @Nullable String authorization,
      Function<String, String> secretOfToken) {
    Map<String, String> header = parameters(authorization);
    require(header.containsKey("oauth_consumer_key"), "parameter_absent");
    require(consumerKey.equals(header.get("oauth_consumer_key")), "consumer_key_unknown");
    require("HMAC-SHA1".equals(header.get("oauth_signature_method")), "signature_method_rejected");
    require("1.0".equals(header.getOrDefault("oauth_version", "1.0")), "version_rejected");
    require(!header.getOrDefault("oauth_nonce", "").isEmpty(), "parameter_absent");
    long timestamp = timestamp(header);
    String token = header.get("oauth_token");
    String tokenSecret = token == null ? "" : secretOfToken.apply(token);
    String expected =
        OAuth1Signature.of(
            OAuth1Signature.baseString(method, url, signed(header, form)),
            consumerSecret,
            tokenSecret);
    require(same(expected, header.getOrDefault("oauth_signature", "")), "signature_invalid");
    require(isFirst(timestamp, header.get("oauth_nonce") + "&" + token), "nonce_used");
    return header;
  }

  private long timestamp(Map<String, String> header) {
    String timestamp = header.getOrDefault("oauth_timestamp", "");
    require(timestamp.matches("\\d{1,12}"), "timestamp_refused");
    long seconds = Long.parseLong(timestamp);
    long away = Math.abs(clock.instant().getEpochSecond() - seconds);
    require(away <= TOLERANCE.toSeconds(), "timestamp_refused");
    return seconds;
  }

  private synchronized boolean isFirst(long timestamp, String nonce) {
    long forgettable = clock.instant().minus(TOLERANCE.multipliedBy(2)).getEpochSecond();
    // Oldest first, near enough: they come in the order of their seconds.
    Iterator<Long> seen = seenNonces.values().iterator();
    while (seen.hasNext() && seen.next() < forgettable) {
      seen.remove();
    }
    return seenNonces.putIfAbsent(timestamp + "&" + nonce, timestamp) == null;
  }

  /** Section 3.4.1.3.1: everything but the realm and the signature itself. */
  private static List<Parameter> signed(Map<String, String> header, List<Parameter> form) {
    List<Parameter> signed = new ArrayList<>(form);
    header.forEach(
        (name, value) -> {
          if (!name.equals("realm") && !name.equals("oauth_signature")) {
            signed.add(new Parameter(name, value));
          }
        });
    return signed;
  }

  private static Map<String, String> parameters(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "OAuth ", 0, 6)) {
      throw new OAuthProblem("parameter_absent");
    }
    Map<String, String> parameters = new HashMap<>();
    for (String part : authorization.substring(6).split(",", -1)) {
      Matcher matcher = PARAMETER.matcher(part);
      require(matcher.matches(), "parameter_rejected");
      require(
          parameters.put(decode(matcher.group(1)), decode(matcher.group(2))) == null,
          "parameter_rejected");
    }
    return parameters;
  }

  /** Section 3.6: here, other than in a form, a plus is a plus. */
  private static String decode(String encoded) {
    return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static void require(boolean inOrder, String problem) {
    if (!inOrder) {
      throw new OAuthProblem(problem);
    }
  }
}
