package dev.lowstock.alert;

/**
 * Which form of a word goes with a number: the cardinal rules of CLDR for whole numbers, as far as
 * our languages differ. The form of all other numbers has no name: it is the word itself.
 */
enum PluralForm {
  /** Exactly 0, in every language, where a text has words for it. */
  NONE,
  ONE,
  FEW,
  OTHER;

  /** What stands behind the key of a text in this form. */
  String suffix() {
    return switch (this) {
      case NONE -> ".none";
      case ONE -> ".one";
      case FEW -> ".few";
      case OTHER -> "";
    };
  }

  /**
   * The form that a language has for a number.
   *
   * @param language such as {@code pl}; one that we do not know counts as English does
   */
  static PluralForm of(String language, long count) {
    long n = Math.abs(count);
    boolean one =
        switch (language) {
          case "fr", "pt" -> n <= 1;
          default -> n == 1;
        };
    if (one) {
      return ONE;
    }
    boolean few =
        language.equals("pl") && n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14);
    return few ? FEW : OTHER;
  }
}
