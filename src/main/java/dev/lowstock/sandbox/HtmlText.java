package dev.lowstock.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads text in Telegram's HTML style (Bot API, "HTML style") and gives what people see; an unknown
 * or unbalanced tag is the Bot API's 400 "can't parse entities".
 */
final class HtmlText {
  private static final Set<String> TAGS =
      Set.of(
          "b",
          "strong",
          "i",
          "em",
          "u",
          "ins",
          "s",
          "strike",
          "del",
          "span",
          "tg-spoiler",
          "a",
          "tg-emoji",
          "tg-time",
          "code",
          "pre",
          "blockquote");
  private static final Pattern TOKEN =
      Pattern.compile(
          "<(?<close>/?)(?<tag>[A-Za-z0-9-]*)(?<attributes>(\\s+[a-z-]+(=(\"[^\"]*\"|'[^']*'|[^\\s\"'>]+))?)*)\\s*>"
              + "|&(?<entity>#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]+);"
              + "|(?<open><)");
  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"");

  private final String html;
  private final StringBuilder plain = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  private HtmlText(String html) {
    this.html = html;
  }

  static String plain(String html) {
    return new HtmlText(html).read();
  }

  private String read() {
    Matcher token = TOKEN.matcher(html);
    int done = 0;
    while (token.find()) {
      plain.append(html, done, token.start());
      done = token.end();
      if (token.group("open") != null) {
        throw refusal("Unsupported start tag \"\" at byte offset " + token.start());
      } else if (token.group("entity") != null) {
        plain.append(character(token.group("entity"), token.group()));
      } else if (token.group("close").isEmpty()) {
        start(name(token), token.group("attributes"), token.start());
      } else {
        end(name(token), token.start());
      }
    }
    if (!open.isEmpty()) {
      throw refusal("Can't find end tag corresponding to start tag \"" + open.peek() + "\"");
    }
    return plain.append(html.substring(done)).toString().strip();
  }

  private static String name(Matcher token) {
    return token.group("tag").toLowerCase(Locale.ROOT);
  }

  private void start(String tag, String attributes, int at) {
    boolean known = TAGS.contains(tag);
    boolean spoiler = !tag.equals("span") || attributes.contains("tg-spoiler");
    if (!known || !spoiler) {
      throw refusal("Unsupported start tag \"" + tag + "\" at byte offset " + at);
    }
    open.push(tag);
  }

  private void end(String tag, int at) {
    if (open.isEmpty() || !open.pop().equals(tag)) {
      throw refusal("Unmatched end tag at byte offset " + at + ", found \"</" + tag + ">\"");
    }
  }

  private static String character(String entity, String written) {
    if (entity.startsWith("#x")) {
      return Character.toString(Integer.parseInt(entity.substring(2), 16));
    }
    if (entity.startsWith("#")) {
      return Character.toString(Integer.parseInt(entity.substring(1)));
    }
    return ENTITIES.getOrDefault(entity, written);
  }

  private static TelegramRefusal refusal(String why) {
    return TelegramRefusal.badRequest("can't parse entities: " + why);
  }
}
