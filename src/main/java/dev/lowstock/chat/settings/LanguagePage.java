package dev.lowstock.chat.settings;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The language that the chat is spoken to in: one that there are words for, or Telegram's. */
final class LanguagePage implements Page {
  private static final String AS_TELEGRAM = "auto";
  private static final int LONGEST_TYPED = 40;

  private final SettingRows rows;

  LanguagePage(SettingRows rows) {
    this.rows = rows;
  }

  @Override
  public String line(Chosen chosen, Words words) {
    return words.text(
        chosen.ownLanguage() ? "settings.language" : "settings.languageOfTelegram",
        Map.of("language", name(words.locale())));
  }

  @Override
  public Message show(Chosen chosen, Words words) {
    List<Button> buttons = new ArrayList<>();
    for (String language : words.messages().languages()) {
      boolean holds = chosen.ownLanguage() && words.locale().getLanguage().equals(language);
      buttons.add(
          words.choice(holds, name(Locale.forLanguageTag(language)), "language:" + language));
    }
    List<List<Button>> all = new ArrayList<>(Words.rows(buttons, 2));
    all.add(
        List.of(
            words.choice(
                !chosen.ownLanguage(),
                words.text("button.asTelegram"),
                "language:" + AS_TELEGRAM)));
    return words.page(List.of(words.text("settings.language.title"), line(chosen, words)), all);
  }

  @Override
  public Optional<Message> press(SettingsChat chat, String choice, Chosen chosen, Words words) {
    if (choice.equals(AS_TELEGRAM)) {
      rows.setLanguage(chat, null);
    } else if (words.messages().languages().contains(choice)) {
      rows.setLanguage(chat, choice);
    }
    return Optional.empty();
  }

  @Override
  public Optional<Message> type(SettingsChat chat, String typed, Chosen chosen, Words words) {
    if (typed.equalsIgnoreCase(AS_TELEGRAM) || typed.equalsIgnoreCase("telegram")) {
      rows.setLanguage(chat, null);
      return Optional.empty();
    }
    Optional<String> found =
        words.messages().languages().stream()
            .filter(language -> isCalled(language, typed, words.locale()))
            .findFirst();
    found.ifPresent(language -> rows.setLanguage(chat, language));
    return found.isPresent()
        ? Optional.empty()
        : Optional.of(words.noted(unknown(typed, words), show(chosen, words)));
  }

  private static String unknown(String typed, Words words) {
    return words.text(
        "settings.language.unknown",
        Map.of(
            "typed",
            AlertText.cut(typed, LONGEST_TYPED),
            "languages",
            words
                .messages()
                .list(
                    words.language(),
                    words.messages().languages().stream()
                        .map(language -> name(Locale.forLanguageTag(language)))
                        .toList())));
  }

  /** By its code, or its name in itself, in English or in the language of the chat. */
  private static boolean isCalled(String language, String typed, Locale locale) {
    Locale itself = Locale.forLanguageTag(language);
    return typed.equalsIgnoreCase(language)
        || typed.toLowerCase(Locale.ROOT).startsWith(language + "-")
        || List.of(itself, locale, Locale.ENGLISH).stream()
            .anyMatch(in -> typed.equalsIgnoreCase(itself.getDisplayLanguage(in)));
  }

  /** As its speakers write it, with a capital letter. */
  private static String name(Locale language) {
    String name = language.getDisplayLanguage(language);
    return name.isEmpty()
        ? language.toLanguageTag()
        : name.substring(0, 1).toUpperCase(language) + name.substring(1);
  }
}
