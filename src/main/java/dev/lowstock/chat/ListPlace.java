package dev.lowstock.chat;

import dev.lowstock.chat.StockOrder.Urgency;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which page of which list of listings, short enough for the data of a button.
 *
 * @param page from 0; it may be beyond the end
 * @param words that are looked for, at most {@value #LONGEST_WORDS} bytes; empty in the other lists
 */
record ListPlace(What what, int page, String words) {
  /**
   * Of a button's 64 bytes, those that are left beside a listing, what it is asked for and this.
   */
  private static final int LONGEST_WORDS = 32;

  /** The code of a place: it may hold any words. */
  static final String SHAPE = "[aol][0-9]{1,4}|f[0-9]{1,4}:.{1," + LONGEST_WORDS + "}";

  private static final Pattern CODE = Pattern.compile(SHAPE);
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** A list, by the urgency of what is in it. */
  enum What {
    ALL('a'),
    OUT('o'),
    LOW('l'),
    FOUND('f');

    private final char sign;

    What(char sign) {
      this.sign = sign;
    }

    boolean holds(Urgency urgency) {
      return switch (this) {
        case ALL, FOUND -> true;
        case OUT -> urgency == Urgency.SOLD_OUT || urgency == Urgency.PARTLY_SOLD_OUT;
        case LOW -> urgency == Urgency.LOW;
      };
    }
  }

  /** The first page of a list. */
  static ListPlace first(What what) {
    return new ListPlace(what, 0, "");
  }

  /** The first page of what has these words, as many of them as a button holds. */
  static ListPlace find(String typed) {
    StringBuilder words = new StringBuilder();
    int[] bytes = {0};
    SPACE
        .matcher(typed.strip())
        .replaceAll(" ")
        .codePoints()
        .takeWhile(sign -> (bytes[0] += bytes(sign)) <= LONGEST_WORDS)
        .forEach(words::appendCodePoint);
    return new ListPlace(What.FOUND, 0, words.toString().strip());
  }

  private static int bytes(int sign) {
    return sign < 0x80 ? 1 : sign < 0x800 ? 2 : sign < 0x10000 ? 3 : 4;
  }

  /**
   * Reads {@link #code}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static ListPlace of(String code) {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("No place in a list: " + code);
    }
    What what =
        Stream.of(What.values())
            .filter(one -> one.sign == code.charAt(0))
            .findFirst()
            .orElseThrow();
    String[] parts = code.substring(1).split(":", 2);
    return new ListPlace(what, Integer.parseInt(parts[0]), parts.length == 1 ? "" : parts[1]);
  }

  /** At most 38 bytes in UTF-8. */
  String code() {
    return what.sign + Integer.toString(page) + (words.isEmpty() ? "" : ":" + words);
  }

  ListPlace at(int otherPage) {
    return new ListPlace(what, Math.max(0, Math.min(9999, otherPage)), words);
  }

  /** The list that somebody names; everything where nothing is said. */
  static ListPlace named(String argument) {
    return switch (argument.toLowerCase(Locale.ROOT)) {
      case "", "all" -> first(What.ALL);
      case "out" -> first(What.OUT);
      case "low" -> first(What.LOW);
      default -> find(argument);
    };
  }
}
