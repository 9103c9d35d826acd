package dev.lowstock.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group that the bot is a member of. Thread-safe. */
public final class GroupChat extends TelegramChat {
  private final String title;
  private final Person owner;
  private volatile boolean supergroup;
  private volatile boolean botKicked;
  private volatile @Nullable String refusal;

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

  public GroupChat addsTheBotAgain() {
    botKicked = false;
    telegram.memberChanged(this, owner, "kicked", "member");
    return this;
  }

  /**
   * An admin takes away the bot's right to write.
   *
   * @param words how Telegram then refuses a message
   */
  public GroupChat restrictsTheBot(String words) {
    refusal = words;
    telegram.memberChanged(this, owner, "member", "restricted");
    return this;
  }

  /** The bot may write again, and is told so. */
  public GroupChat givesTheBotItsRights() {
    refusal = null;
    telegram.memberChanged(this, owner, "restricted", "member");
    return this;
  }

  /** The bot may write again, and nothing tells it. */
  public GroupChat letsTheBotWriteUnnoticed() {
    refusal = null;
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
    String words = refusal;
    if (words != null) {
      throw TelegramRefusal.badRequest(words);
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
