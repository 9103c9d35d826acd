package dev.lowstock.etsy.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.lowstock.etsy.EtsyUnavailable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Etsy answered, read with suspicion: v2 says its errors in plain text, a retired v2 speaks
 * HTML, and neither tells by its status alone; whatever cannot be read is {@link EtsyUnavailable}.
 *
 * @param retryAfter the header of that name, in seconds
 */
public record EtsyAnswer(int status, @Nullable String body, @Nullable String retryAfter) {

  // Without the source in its messages: an answer may hold a token.
  private static final ObjectReader JSON =
      new ObjectMapper(
              JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build())
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** OAuth Problem Reporting, as v2 used it. */
  private static final Pattern PROBLEM = Pattern.compile("\\boauth_problem=\"?(\\w+)");

  private static final Pattern LOOKS_SECRET =
      Pattern.compile("\\b(?=\\w*\\d)(?=\\w*[A-Za-z])\\w{8,}\\b");

  private static final int LONGEST_TEXT = 160;

  public EtsyAnswer(int status, @Nullable String body) {
    this(status, body, null);
  }

  /** 200, or 201, which v2 gave for tokens too. */
  boolean isGood() {
    return status == 200 || status == 201;
  }

  boolean isRefusal() {
    return (status == 401 || status == 403) && !isHtml() && !isRateLimit();
  }

  /** Etsy's words were "You have exceeded your quota of: …". */
  boolean isRateLimit() {
    return status == 429
        || (status == 403 && said().toLowerCase(Locale.ROOT).contains("you have exceeded"));
  }

  boolean isHtml() {
    return said().stripLeading().startsWith("<");
  }

  /** The value of {@code oauth_problem}, such as {@code token_revoked}, or an empty string. */
  String problem() {
    Matcher matcher = PROBLEM.matcher(said());
    return status >= 400 && status < 500 && matcher.find() ? matcher.group(1) : "";
  }

  /** The fields of a form-encoded answer, decoded; the first of several with one name. */
  Map<String, String> form() {
    requireGood("a form");
    Map<String, String> fields = new HashMap<>();
    for (String pair : said().strip().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  /** The first of the envelope's results, which is an object. */
  JsonNode firstResult() {
    JsonNode first = json().path("results").path(0);
    if (!first.isObject()) {
      throw unavailable("without a result");
    }
    return first;
  }

  /** The whole JSON answer. */
  JsonNode json() {
    requireGood("JSON");
    try {
      return JSON.readTree(said());
    } catch (JsonProcessingException unreadable) {
      throw new EtsyUnavailable("Etsy answered " + status + " with malformed JSON", unreadable);
    }
  }

  EtsyUnavailable unavailable(String how) {
    return new EtsyUnavailable(
        how.isEmpty() ? inShort() : "Etsy answered " + status + " " + how, asked(), isRateLimit());
  }

  /** One line for people: the status and, if Etsy said something short in plain text, that. */
  String inShort() {
    return "Etsy answered " + status + text().map(text -> " (" + text + ")").orElse("");
  }

  private void requireGood(String expected) {
    if (!isGood()) {
      throw unavailable("");
    }
    if (isHtml()) {
      throw unavailable("with a web page instead of " + expected + ": is the API retired?");
    }
  }

  private String said() {
    return body == null ? "" : body;
  }

  private Optional<String> text() {
    if (!problem().isEmpty()) {
      return Optional.of("oauth_problem=" + problem());
    }
    String line = said().strip();
    boolean plain = line.chars().noneMatch(c -> c < ' ' || "<>{}=&".indexOf(c) >= 0);
    return line.isEmpty() || line.length() > LONGEST_TEXT || isGood() || !plain
        ? Optional.empty()
        : Optional.of(LOOKS_SECRET.matcher(line).replaceAll("***"));
  }

  private @Nullable Duration asked() {
    String seconds = retryAfter == null ? "" : retryAfter.strip();
    return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
  }

  private String decoded(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException unreadable) {
      throw new EtsyUnavailable("Etsy answered " + status + " with a malformed form", unreadable);
    }
  }

  /** The body may hold a token, so it is not printed. */
  @Override
  public String toString() {
    return "EtsyAnswer[" + status + "]";
  }
}
