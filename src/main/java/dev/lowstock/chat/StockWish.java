package dev.lowstock.chat;

import static java.util.Map.entry;

import dev.lowstock.alert.AlertText;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be told of their stock, as buttons say it. A button's data can be forged:
 * what has not exactly one of these shapes is no wish, and whose listing or shop it names is for
 * the database to say.
 *
 * @param answer what is asked for
 * @param argument as behind the command; with the id of a seller or listing in front, {@code 42:3},
 *     and the number of a variation after it, {@code 42:v7:3}
 */
record StockWish(String answer, String argument) {
  /** The list that a listing was opened from. */
  private static final String PLACE = "(?::(?:" + ListPlace.SHAPE + "))?";

  /** Shape of a button's data, and its argument in it, by the answer that it asks for. */
  private static final Map<String, Pattern> BUTTONS =
      Map.ofEntries(
          entry("status", Pattern.compile("status()")),
          entry("threshold", Pattern.compile("threshold(?::([0-9]{1,3}))?")),
          entry("set-threshold", Pattern.compile("thr:((?:[0-9]{1,18}|all):[0-9]{1,3})")),
          entry("low", Pattern.compile("low:([0-9]{1,18}(?::v[0-9]{0,18})?)")),
          entry(
              "set-low",
              Pattern.compile("low:([0-9]{1,18}(?::v[0-9]{1,18})?:(?:[0-9]{1,3}|shop))")),
          entry("restock", Pattern.compile("restock:(on|off)")),
          entry("pause", Pattern.compile("pause:(1h|tomorrow|1w|off)")),
          entry("mute", Pattern.compile("mute:([0-9]{1,18})")),
          entry("set-mute", Pattern.compile("mute:([0-9]{1,18}:(?:day|week|back|off))")),
          entry("one-of-a-kind", Pattern.compile("single:(told|digest|off)")),
          entry("page", Pattern.compile("p:(" + ListPlace.SHAPE + ")")),
          entry("card", Pattern.compile("c:([0-9]{1,18}" + PLACE + ")")),
          entry("card-mute", Pattern.compile("m:([0-9]{1,18}:(?:day|week|back|off)" + PLACE + ")")),
          entry("unlink", Pattern.compile("u:([0-9]{1,18})")),
          entry("set-unlink", Pattern.compile("u:([0-9]{1,18}:yes)")),
          entry("invite-shop", Pattern.compile("inv:([0-9]{1,18})")),
          entry("invite-answer", Pattern.compile("inv:([0-9]{1,18}:(?:yes|no))")),
          entry("invite-end", Pattern.compile("inv:([0-9]{1,18}:end:[0-9]{1,18})")),
          entry("forget-all", Pattern.compile("forget-all()")),
          entry("on-it", Pattern.compile(AlertText.ON_IT + "()")),
          entry("not-on-it", Pattern.compile(AlertText.NOT_ON_IT + "()")));

  /** Those that hang on no number of units. */
  private static final Set<String> ALWAYS =
      Set.of(
          "pause",
          "unlink",
          "set-unlink",
          "forget-all",
          "on-it",
          "not-on-it",
          "invite-shop",
          "invite-answer",
          "invite-end");

  private static final Pattern COUNT =
      Pattern.compile("(?:(?:[0-9]{1,18}(?::v[0-9]{1,18})?|all):)?0*([0-9]{1,3})");
  private static final Pattern SUBJECT = Pattern.compile("([0-9]{1,18}):.*");
  private static final Pattern LISTING = Pattern.compile("([0-9]{1,18})(?::.*)?");
  private static final Pattern VARIATION = Pattern.compile("[0-9]{1,18}:v([0-9]{1,18})(?::.*)?");

  /**
   * What a button asks for; null when it is nothing.
   *
   * @param stock whether it is known how many are left
   */
  static @Nullable StockWish ofButton(String data, boolean stock) {
    for (Map.Entry<String, Pattern> button : BUTTONS.entrySet()) {
      Matcher matcher = button.getValue().matcher(data);
      if (matcher.matches() && (stock || ALWAYS.contains(button.getKey()))) {
        String argument = matcher.group(1);
        return new StockWish(button.getKey(), argument == null ? "" : argument);
      }
    }
    return null;
  }

  static @Nullable Integer count(String argument) {
    Matcher matcher = COUNT.matcher(argument);
    if (matcher.matches()) {
      return Integer.valueOf(matcher.group(1));
    }
    return argument.equalsIgnoreCase("off") ? 0 : null;
  }

  static @Nullable Long subject(String argument) {
    Matcher matcher = SUBJECT.matcher(argument);
    return matcher.matches() ? Long.valueOf(matcher.group(1)) : null;
  }

  static @Nullable Long listing(String argument) {
    Matcher matcher = LISTING.matcher(argument);
    return matcher.matches() ? Long.valueOf(matcher.group(1)) : null;
  }

  static @Nullable Long variation(String argument) {
    Matcher matcher = VARIATION.matcher(argument);
    return matcher.matches() ? Long.valueOf(matcher.group(1)) : null;
  }

  static @Nullable Boolean wanted(String argument) {
    return switch (argument.toLowerCase(Locale.ROOT)) {
      case "on", "yes" -> true;
      case "off", "no" -> false;
      default -> null;
    };
  }
}
