package dev.lowstock.sandbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody with Telegram on a phone, and their private chat with the bot. Thread-safe. */
public final class Person extends TelegramChat {
  private final String name;
  private final CopyOnWriteArrayList<String> toasts = new CopyOnWriteArrayList<>();
  private volatile String language = "en";
  private volatile boolean started;
  private volatile boolean blocking;
  private volatile boolean deleted;

  Person(TelegramChats telegram, long id, String name) {
    super(telegram, id);
    this.name = name;
  }

  public String name() {
    return name;
  }

  public Person speaks(String languageCode) {
    language = languageCode;
    return this;
  }

  /** Has opened the chat at some time before: the bot may write, no update tells of it. */
  public Person knowsTheBot() {
    started = true;
    return this;
  }

  /** Writes to the bot. */
  public Person says(String text) {
    started = true;
    telegram.said(this, this, text);
    return this;
  }

  public Person saysIn(GroupChat group, String text) {
    telegram.said(group, this, text);
    return this;
  }

  /** Writes in a topic of a group. */
  public Person saysIn(GroupChat group, long topic, String text) {
    telegram.saidInTopic(group, topic, this, text);
    return this;
  }

  /** Answers a message of the bot in a group, outside all topics. */
  public Person repliesIn(GroupChat group, ChatMessage to, String text) {
    telegram.replied(group, to, this, text);
    return this;
  }

  /** Presses a button, by its label or its data, of the newest message that has it. */
  public Person presses(String labelOrData) {
    telegram.pressed(this, this, labelOrData);
    return this;
  }

  /** Presses a button of that message, as it stands in the chat now. */
  public Person presses(long messageId, String labelOrData) {
    telegram.pressed(this, this, shown(this, messageId, labelOrData), labelOrData);
    return this;
  }

  public Person pressesIn(GroupChat group, String labelOrData) {
    telegram.pressed(group, this, labelOrData);
    return this;
  }

  /** The same of that message, as it stands in the group now. */
  public Person pressesIn(GroupChat group, long messageId, String labelOrData) {
    telegram.pressed(group, this, shown(group, messageId, labelOrData), labelOrData);
    return this;
  }

  private ChatMessage shown(TelegramChat chat, long messageId, String labelOrData) {
    return chat.message(messageId)
        .filter(message -> message.hasButton(labelOrData))
        .orElseThrow(() -> new IllegalStateException(name + " sees no button " + labelOrData));
  }

  public Person blocksTheBot() {
    blocking = true;
    telegram.memberChanged(this, this, "member", "kicked");
    return this;
  }

  /** The update that says so is lost: the bot learns it from the next refusal. */
  public Person blocksTheBotUnnoticed() {
    blocking = true;
    return this;
  }

  /** Unblocks it, and that update is lost, too. */
  public Person letsTheBotWriteUnnoticed() {
    blocking = false;
    return this;
  }

  public Person unblocksTheBot() {
    blocking = false;
    telegram.memberChanged(this, this, "kicked", "member");
    return this;
  }

  /** Telegram tells nobody; the bot learns it from the next refusal. */
  public Person deletesTheAccount() {
    deleted = true;
    return this;
  }

  /** What showed up for a moment when a button was pressed. */
  public List<String> toasts() {
    return List.copyOf(toasts);
  }

  void sees(String toast) {
    toasts.add(toast);
  }

  Map<String, Object> user() {
    return Map.of("id", chatId(), "is_bot", false, "first_name", name, "language_code", language);
  }

  @Override
  Map<String, Object> json() {
    return Map.of("id", chatId(), "type", "private", "first_name", name);
  }

  @Override
  void letBotWrite() {
    if (deleted) {
      throw new TelegramRefusal(403, "Forbidden: user is deactivated");
    }
    if (blocking) {
      throw new TelegramRefusal(403, "Forbidden: bot was blocked by the user");
    }
    if (!started) {
      throw new TelegramRefusal(403, "Forbidden: bot can't initiate conversation with a user");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
