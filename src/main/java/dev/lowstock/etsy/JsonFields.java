package dev.lowstock.etsy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads fields of Etsy's JSON with suspicion: each may be missing, of another type, or huge. */
public final class JsonFields {
  /** What no database and no chat takes: control characters, half characters. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

  private JsonFields() {}

  /** A whole number, also one that came as text; 0 when it is none. */
  public static long id(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    String text = node.textValue();
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** A number of units; null when it is missing, negative or none. */
  public static @Nullable Integer quantity(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0
        ? node.intValue()
        : null;
  }

  /** One line of text that every database takes: no control characters, no half characters. */
  public static @Nullable String text(JsonNode node, int limit) {
    String text = node.textValue();
    if (text == null) {
      return null;
    }
    String clean = UNFIT.matcher(text).replaceAll(" ").strip();
    if (clean.isEmpty()) {
      return null;
    }
    return clean.length() <= limit
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, Math.min(limit / 2, clean.length() / 2)));
  }
}
