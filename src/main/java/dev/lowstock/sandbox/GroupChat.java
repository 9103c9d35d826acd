package dev.lowstock.sandbox;

import java.util.Map;

/** A group that the bot is a member of. Thread-safe. */
public final class GroupChat extends TelegramChat {
  private final String title;
  private final Person owner;
  private volatile boolean supergroup;
  private volatile boolean botKicked;

  GroupChat(TelegramChats telegram, long id, String title, Person owner) {
    super(telegram, id);
    this.title = title;
    this.owner = owner;
  }

  public String title() {
    return title;
  }

  /** Who made the group, and is its first admin. */
  Person owner() {
    return owner;
  }

  /** The group gets a new id; the old one answers with where it went. */
  public GroupChat becomesSupergroup() {
    supergroup = true;
    telegram.migrated(this, owner);
    return this;
  }

  public GroupChat kicksTheBot() {
    botKicked = true;
    telegram.memberChanged(this, owner, "member", "kicked");
    return this;
  }

  @Override
  Map<String, Object> json() {
    return Map.of("id", chatId(), "type", supergroup ? "supergroup" : "group", "title", title);
  }

  @Override
  void letBotWrite() {
    if (botKicked) {
      throw new TelegramRefusal(403, "Forbidden: bot was kicked from the group chat");
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
