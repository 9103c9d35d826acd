package dev.lowstock.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .env} file: lines of {@code NAME=value}, also as a shell takes them, with {@code export}
 * in front. A value may be quoted, then it may go over several lines; {@code #} begins a comment.
 */
final class EnvFile {
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:\\s*export(?=\\s))?\\s*([\\w.-]+)\\s*=\\s*('[^']*'|\"[^\"]*\"|[^#\"'][^#]*)?\\s*(#.*)?");

  /** A quoted value whose end is not in this line. */
  private static final Pattern OPEN =
      Pattern.compile(
          "(?:\\s*export(?=\\s))?\\s*[\\w.-]+\\s*=\\s*('[^']*|\"[^\"]*)", Pattern.DOTALL);

  private EnvFile() {}

  /**
   * What the file says; nothing if it is not there.
   *
   * @throws SettingsRefused with the number of the first line that is wrong, and nothing of what it
   *     holds
   */
  static Map<String, String> read(Path file) throws SettingsRefused {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, String> values = new TreeMap<>();
    List<String> lines = lines(file);
    for (int at = 0; at < lines.size(); at++) {
      int first = at;
      StringBuilder entry = new StringBuilder(lines.get(at));
      while (OPEN.matcher(entry).matches() && at + 1 < lines.size()) {
        entry.append('\n').append(lines.get(++at));
      }
      String text = entry.toString();
      if (!text.isBlank() && !text.strip().startsWith("#")) {
        Matcher matcher = ENTRY.matcher(text);
        if (!matcher.matches()) {
          throw refused("line " + (first + 1) + " is not NAME=value: mend or remove that line");
        }
        values.put(matcher.group(1), unquoted(matcher.group(2)));
      }
    }
    return values;
  }

  private static String unquoted(@Nullable String value) {
    String bare = value == null ? "" : value.strip();
    return bare.startsWith("\"") || bare.startsWith("'")
        ? bare.substring(1, bare.length() - 1)
        : bare;
  }

  private static List<String> lines(Path file) throws SettingsRefused {
    try {
      List<String> lines = Files.readAllLines(file);
      // Some editors of Windows begin a file with it.
      lines.replaceAll(line -> line.replace("\ufeff", ""));
      return lines;
    } catch (CharacterCodingException e) {
      throw refused("is not in UTF-8: save it anew as plain text");
    } catch (IOException e) {
      throw refused("cannot be read: let the user of the bot read it");
    }
  }

  private static SettingsRefused refused(String fault) {
    return new SettingsRefused(List.of(Settings.FILE + " " + fault));
  }
}
