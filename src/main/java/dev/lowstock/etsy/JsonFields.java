package dev.lowstock.etsy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads fields of Etsy's JSON with suspicion: each may be missing, of another type, or huge. */
public final class JsonFields {
  /** What no database and no chat takes: control characters, half characters. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

  private JsonFields() {}

  /** Reads the value of a field that a parser stands at, or leaves it. */
  public interface FieldReader {
    void read(String name) throws IOException;
  }

  /** Reads an item of an array that a parser stands at, or leaves it. */
  public interface ItemReader {
    void read() throws IOException;
  }

  /**
   * Goes through the fields of an object that a parser stands at, to its end; what is left is
   * skipped, and so is what is no object.
   */
  public static void fields(JsonParser parser, FieldReader reader) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        reader.read(name);
        parser.skipChildren();
      }
    } else {
      parser.skipChildren();
    }
  }

  /** The same of the items of an array. */
  public static void items(JsonParser parser, ItemReader reader) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        reader.read();
        parser.skipChildren();
      }
    } else {
      parser.skipChildren();
    }
  }

  /** Yes or no, also as a number or a text that a parser stands at. */
  public static boolean flag(JsonParser parser, boolean otherwise) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT ->
          parser.getNumberType() != NumberType.INT || parser.getIntValue() != 0;
      case VALUE_STRING ->
          otherwise
              ? !parser.getText().strip().equals("false")
              : parser.getText().strip().equals("true");
      default -> otherwise;
    };
  }

  /** A whole number, also one that came as text; 0 when it is none. */
  public static long id(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return number(node.textValue());
  }

  /** The same of a value that a parser stands at. */
  public static long id(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == NumberType.BIG_INTEGER ? 0 : parser.getLongValue();
      case VALUE_STRING -> number(parser.getText());
      default -> 0;
    };
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** A number of units; null when it is missing, negative or none. */
  public static @Nullable Integer quantity(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0
        ? node.intValue()
        : null;
  }

  /** The same of a value that a parser stands at. */
  public static @Nullable Integer quantity(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() == NumberType.INT
            && parser.getIntValue() >= 0
        ? parser.getIntValue()
        : null;
  }

  /** One line of text that every database takes: no control characters, no half characters. */
  public static @Nullable String text(JsonNode node, int limit) {
    return text(node.textValue(), limit);
  }

  /** The same of a value that a parser stands at. */
  public static @Nullable String text(JsonParser parser, int limit) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING ? text(parser.getText(), limit) : null;
  }

  private static @Nullable String text(@Nullable String text, int limit) {
    if (text == null) {
      return null;
    }
    String clean = (isFit(text) ? text : UNFIT.matcher(text).replaceAll(" ")).strip();
    if (clean.isEmpty()) {
      return null;
    }
    return clean.length() <= limit
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, Math.min(limit / 2, clean.length() / 2)));
  }

  /** True of most texts: the pattern would take longer than parsing them did. */
  private static boolean isFit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next < ' ' || next == 0x7f || Character.isSurrogate(next)) {
        return false;
      }
    }
    return true;
  }
}
