package dev.lowstock.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message of a log line, in which nobody's shop, chat or title can begin another line, colour
 * or move the terminal, or turn the direction of the text: such characters are printed as {@code
 * \\u001b}.
 */
public final class OneLine extends MessageConverter {
  /** Controls, separators of lines and paragraphs, and what changes the direction of text. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069]");

  @Override
  public String convert(ILoggingEvent event) {
    return String.valueOf(escape(super.convert(event)));
  }

  static @Nullable String escape(@Nullable String text) {
    return text == null
        ? null
        : UNPRINTABLE
            .matcher(text)
            .replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
  }
}
