package dev.lowstock.etsy.login;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Etsy hands the seller's browser at the end: a code or an error, and the state of the log-in
 * that it is about; each empty if it is not there.
 *
 * @param error Etsy's word for why there is no code, {@code access_denied} when the seller said no
 *     (RFC 6749, 4.1.2.1)
 */
public record CallbackAddress(String code, String state, String error) {
  private static final int LONGEST = 1500;
  private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}]{1," + LONGEST + "}");
  private static final Pattern PARAMETERS = Pattern.compile("(^|[?&#\\s])(code|error)=");
  private static final Pattern CODE = Pattern.compile("\\S{8,1000}");

  /**
   * Reads what a person copied: the whole address that the browser ended on, encoded or not, the
   * end of it, or only the code.
   */
  static CallbackAddress pasted(String text) {
    String address = text.strip().replace("&amp;", "&");
    // Some apps and browsers copy an address with its signs encoded, a few of them twice.
    for (int i = 0; i < 2 && !hasParameters(address) && address.contains("%"); i++) {
      address = decoded(address);
    }
    for (String word : address.split("\\s+", -1)) {
      if (hasParameters(word)) {
        return of(parameters(word));
      }
    }
    return new CallbackAddress(CODE.matcher(address).matches() ? address : "", "", "");
  }

  /** Reads the query of a request, percent-encoded. */
  static CallbackAddress query(@Nullable String query) {
    return of(parameters("?" + (query == null ? "" : query)));
  }

  /** Takes what fits; what is given twice or is too long is not there. */
  static CallbackAddress of(Map<?, ?> parameters) {
    return new CallbackAddress(
        value(parameters, "code"), value(parameters, "state"), value(parameters, "error"));
  }

  /** True when the seller said no. */
  boolean isDenied() {
    return error.equals("access_denied");
  }

  /** By which the log-in is found that it is about. */
  String stateHash() {
    return hash(state);
  }

  /** By which a state is found again: hex of its SHA-256. */
  public static String hash(String state) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static boolean hasParameters(String text) {
    return PARAMETERS.matcher(text).find();
  }

  private static Map<String, String> parameters(String address) {
    Map<String, String> parameters = new HashMap<>();
    for (String part : address.split("[?&#]", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.merge(
            decoded(part.substring(0, equals)).toLowerCase(Locale.ROOT),
            decoded(part.substring(equals + 1)),
            // Twice the same is a copy; two of a kind are nobody's.
            (first, second) -> first.equals(second) ? first : "");
      }
    }
    return parameters;
  }

  private static String value(Map<?, ?> parameters, String name) {
    return parameters.get(name) instanceof String text && VALUE.matcher(text).matches() ? text : "";
  }

  private static String decoded(String text) {
    try {
      // A plus sign is one here: no code has spaces.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /** All of it may be secret. */
  @Override
  public String toString() {
    return "CallbackAddress[***]";
  }
}
