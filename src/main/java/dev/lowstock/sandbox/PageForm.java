package dev.lowstock.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/** A form of a page as the browser sees it: where it goes, and what it sends unseen. */
record PageForm(String action, Map<String, String> hidden) {

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  private static final Pattern FORM =
      Pattern.compile("<form(?=[^>]*method=[\"']?post)([^>]*)>(.*?)</form>", FLAGS);
  private static final Pattern HIDDEN =
      Pattern.compile("<input(?=[^>]*type=[\"']?hidden)([^>]*)>", FLAGS);

  /** The first form that posts, if the page has one. */
  static @Nullable PageForm first(String html) {
    Matcher form = FORM.matcher(html);
    if (!form.find()) {
      return null;
    }
    Map<String, String> hidden = new LinkedHashMap<>();
    Matcher input = HIDDEN.matcher(form.group(2));
    while (input.find()) {
      hidden.put(attribute(input.group(1), "name"), attribute(input.group(1), "value"));
    }
    return new PageForm(attribute(form.group(1), "action"), hidden);
  }

  /** What is sent when a button is pressed. */
  String submitted(String button, String value) {
    Map<String, String> sent = new LinkedHashMap<>(hidden);
    sent.put(button, value);
    return sent.entrySet().stream()
        .map(
            field ->
                OAuth1Signature.encode(field.getKey())
                    + "="
                    + OAuth1Signature.encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String attribute(String tag, String name) {
    Matcher attribute =
        Pattern.compile("\\b" + name + "=(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))", FLAGS)
            .matcher(tag);
    if (!attribute.find()) {
      return "";
    }
    for (int group = 1; group <= 3; group++) {
      String value = attribute.group(group);
      if (value != null) {
        return StringEscapeUtils.unescapeHtml4(value);
      }
    }
    return "";
  }
}
