package dev.lowstock.chat.settings;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.HeldAlerts;
import dev.lowstock.store.ToldLows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is answered to {@code /settings}, to its buttons and to the commands that set the same. Each
 * answer is made anew from what is kept, so that an old message shows the truth once it is pressed.
 * Thread-safe.
 */
public final class SettingsAnswers {
  /** Pages of what only a chat with a shop can choose. */
  private static final Set<String> OF_SHOPS = Set.of("low", "restocks", "single");

  private final SettingRows rows;
  private final Chats chats;
  private final Messages messages;
  private final Map<String, Page> pages = new LinkedHashMap<>();

  /**
   * Answers from these.
   *
   * @param held told of each choice that bears on what waits
   * @param told told of each threshold
   */
  public SettingsAnswers(
      SettingRows rows, Chats chats, HeldAlerts held, ToldLows told, Messages messages) {
    this.rows = rows;
    this.chats = chats;
    this.messages = messages;
    pages.put("low", new LowPage(rows, told));
    pages.put("restocks", new RestocksPage(rows));
    pages.put("single", new OneOfAKindPage(rows, held));
    pages.put("quiet", new QuietPage(rows, held));
    pages.put("digest", new DigestPage(rows, held));
    pages.put("language", new LanguagePage(rows));
    pages.put("zone", new ZonePage(rows, held));
  }

  /** The first page, to a command. The chat is kept if it was not known. */
  public Message open(SettingsChat chat) {
    return first(known(chat));
  }

  /**
   * A page, to a command; what stands behind the command is set first.
   *
   * @param page its name
   */
  public Message typed(SettingsChat chat, String page, String typed) {
    Chosen chosen = known(chat);
    Page wanted = page(page);
    Optional<Message> other =
        typed.isEmpty() ? Optional.empty() : wanted.type(chat, typed, chosen, words(chosen));
    return other.orElseGet(() -> show(wanted, known(chat)));
  }

  /**
   * To a button.
   *
   * @param pressed {@code page:choice} or {@code page}; empty for the first page
   */
  public Message pressed(SettingsChat chat, String pressed) {
    String[] parts = pressed.split(":", 2);
    Optional<Chosen> before = rows.of(chat);
    if (before.isEmpty()) {
      // Forgotten since.
      return new Message(messages.text(chat.language(), "status.none"), List.of());
    }
    Chosen chosen = before.get();
    Page page = pages.get(parts[0]);
    if (page == null || !isThere(parts[0], chosen)) {
      return first(chosen);
    }
    Optional<Message> other =
        parts.length == 1 ? Optional.empty() : page.press(chat, parts[1], chosen, words(chosen));
    return other.orElseGet(() -> show(page, rows.of(chat).orElse(chosen)));
  }

  private Message show(Page page, Chosen chosen) {
    return page.show(chosen, words(chosen));
  }

  private Message first(Chosen chosen) {
    Words words = words(chosen);
    List<String> lines = new ArrayList<>();
    lines.add(words.text("settings.title"));
    List<Button> buttons = new ArrayList<>();
    pages.forEach(
        (name, page) -> {
          if (isThere(name, chosen)) {
            lines.add(page.line(chosen, words));
            buttons.add(words.button(words.text("button.settings." + name), name));
          }
        });
    return new Message(String.join("\n", lines), Words.rows(buttons, 2));
  }

  private static boolean isThere(String page, Chosen chosen) {
    return !OF_SHOPS.contains(page) || !chosen.shops().isEmpty();
  }

  private Page page(String name) {
    Page page = pages.get(name);
    if (page == null) {
      throw new IllegalArgumentException("No page of the settings is called " + name);
    }
    return page;
  }

  private Chosen known(SettingsChat chat) {
    return rows.of(chat)
        .orElseGet(
            () -> {
              chats.keep(chat.channel(), chat.address(), chat.language());
              return rows.of(chat).orElseThrow();
            });
  }

  private Words words(Chosen chosen) {
    return new Words(messages, chosen.language());
  }
}
