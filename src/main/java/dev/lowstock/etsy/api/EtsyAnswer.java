package dev.lowstock.etsy.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.TokenExpired;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Etsy answered. Its errors are JSON, {@code {"error": "…", "error_description": "…"}}, when
 * all is well (Open API v3, ErrorSchema); when it is not, they may be anything. Immutable.
 */
public final class EtsyAnswer {

  // Without the source in its messages: an answer may hold a token.
  private static final ObjectReader JSON =
      new ObjectMapper(
              JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build())
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern LOOKS_SECRET =
      Pattern.compile("\\b(?=\\S*\\d)(?=\\S*[A-Za-z])[\\w.~+/=%-]{8,}");

  private static final int LONGEST_TEXT = 160;

  private final int status;
  private final byte[] body;
  private final @Nullable String retryAfter;
  private final boolean toSellerAlone;

  public EtsyAnswer(int status, String body, @Nullable String retryAfter) {
    this(status, body.getBytes(StandardCharsets.UTF_8), retryAfter);
  }

  /**
   * An answer.
   *
   * @param body not changed any more
   * @param retryAfter the header of that name, in seconds
   */
  EtsyAnswer(int status, byte[] body, @Nullable String retryAfter) {
    this(status, body, retryAfter, false);
  }

  private EtsyAnswer(int status, byte[] body, @Nullable String retryAfter, boolean toSellerAlone) {
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
    this.toSellerAlone = toSellerAlone;
  }

  public int status() {
    return status;
  }

  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Nullable String retryAfter() {
    return retryAfter;
  }

  /** True for a 429 that concerns the seller of the call and nobody else. */
  public boolean isToSellerAlone() {
    return toSellerAlone;
  }

  /** The same answer, which concerns nobody but the seller of the call. */
  EtsyAnswer toSellerAlone() {
    return new EtsyAnswer(status, body, retryAfter, true);
  }

  /**
   * The JSON of a good answer.
   *
   * @throws EtsyFailure as {@link #requireGood}, and {@link EtsyUnavailable} for what is not JSON
   */
  public JsonNode json() {
    return json(parser -> JSON.<JsonNode>readTree(parser));
  }

  /** Reads the object that a parser stands at to its end. */
  public interface ObjectReading<T> {
    T read(JsonParser parser) throws IOException;
  }

  /**
   * What is read of the JSON of a good answer.
   *
   * @throws EtsyFailure as {@link #json()}
   */
  public <T> T json(ObjectReading<T> reading) {
    requireGood();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        T read = reading.read(parser);
        if (parser.nextToken() != null) {
          throw new JsonParseException(parser, "something follows");
        }
        return read;
      }
    } catch (IOException unreadable) {
      throw new EtsyUnavailable("Etsy answered 200 with malformed JSON", unreadable);
    }
    throw new EtsyUnavailable("Etsy answered 200 without JSON");
  }

  /**
   * Passes a good answer.
   *
   * @throws TokenExpired when the access token has ended
   * @throws AccessRevoked when the seller has removed the app, or changed the password
   * @throws KeyRefused when Etsy does not take our key
   * @throws EtsyUnavailable for everything else: the same call may work later
   */
  public void requireGood() {
    if (status == 200 || status == 201) {
      return;
    }
    String said = (error() + " " + description()).toLowerCase(Locale.ROOT);
    if (!refusesKey() && (status == 401 || (status == 403 && said.contains("invalid_token")))) {
      throw new TokenExpired(inShort());
    }
    if (status == 403 && said.contains("revoked")) {
      throw new AccessRevoked(inShort());
    }
    if (refusesKey()) {
      throw new KeyRefused(
          inShort() + ": check ETSY_CONSUMER_KEY (the keystring) and ETSY_SHARED_SECRET");
    }
    throw new EtsyUnavailable(inShort(), asked(), isRateLimit() && !toSellerAlone);
  }

  /**
   * Passes a good answer, and one about the call itself: that there is no such thing, that Etsy
   * does not take the call so, or that the seller did not allow it.
   *
   * @throws EtsyFailure as {@link #requireGood}
   */
  void requireGoodOrAboutTheCall() {
    boolean aboutTheCall =
        status == 404 || status == 400 || (status == 403 && error().equals("insufficient_scope"));
    if (!aboutTheCall) {
      requireGood();
    }
  }

  /**
   * Etsy said that our key is wrong, not yet active or without its secret (developers' reports).
   */
  boolean refusesKey() {
    String said = error().toLowerCase(Locale.ROOT);
    return (status == 401 || status == 403)
        && (said.contains("api key") || said.contains("api-key"));
  }

  /** Etsy said that we have called too often (Open API v3, rate limits). */
  public boolean isRateLimit() {
    return status == 429;
  }

  /** True when it is the day's calls that are used up, not the second's. */
  boolean isDailyLimit() {
    return isRateLimit() && error().toLowerCase(Locale.ROOT).contains("daily");
  }

  /** Etsy's short word for what is wrong, such as {@code invalid_grant}; may be empty. */
  public String error() {
    return field("error");
  }

  /** More of it; may be empty. */
  public String description() {
    return field("error_description");
  }

  /** How long Etsy asked us to wait, if it did. */
  @Nullable Duration asked() {
    String seconds = retryAfter == null ? "" : retryAfter.strip();
    return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
  }

  /** One line for people: the status and, if Etsy said something short, that. */
  public String inShort() {
    String said = (error() + " " + description()).strip();
    boolean fit = said.chars().noneMatch(c -> c < ' ' || c == '<') && said.length() <= LONGEST_TEXT;
    return "Etsy answered "
        + status
        + (said.isEmpty() || !fit ? "" : " (" + LOOKS_SECRET.matcher(said).replaceAll("***") + ")");
  }

  private String field(String name) {
    return status < 400 ? "" : tree().path(name).asText("");
  }

  private JsonNode tree() {
    try {
      return JSON.readTree(body);
    } catch (IOException unreadable) {
      return MissingNode.getInstance();
    }
  }

  /** The body may hold a token, so it is not printed. */
  @Override
  public String toString() {
    return "EtsyAnswer[" + status + "]";
  }
}
