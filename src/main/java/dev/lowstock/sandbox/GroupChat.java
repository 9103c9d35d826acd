package dev.lowstock.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A group that the bot is a member of, with or without topics. Thread-safe. */
public final class GroupChat extends TelegramChat {
  private final String title;
  private final Person owner;
  private final Set<Long> topics = ConcurrentHashMap.newKeySet();
  private final Set<Long> closedTopics = ConcurrentHashMap.newKeySet();
  private volatile boolean supergroup;
  private volatile boolean forum;
  private volatile boolean botKicked;
  private volatile @Nullable String refusal;
  private volatile int people = 1;

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

  /**
   * Opens a topic beside General; only a supergroup may.
   *
   * @return its number, the {@code message_thread_id} of what is written in it
   */
  public long opensTopic(String name) {
    if (!supergroup) {
      throw new IllegalStateException(this + " is no supergroup");
    }
    forum = true;
    return telegram.topicOpened(this, owner, name);
  }

  /** Only admins may write there then; the bot learns it from the next refusal. */
  public GroupChat closesTopic(long topic) {
    closedTopics.add(topic);
    return this;
  }

  public GroupChat reopensTopic(long topic) {
    closedTopics.remove(topic);
    return this;
  }

  /** Telegram tells nobody; the bot learns it from the next refusal. */
  public GroupChat deletesTopic(long topic) {
    topics.remove(topic);
    return this;
  }

  /** So many are in the group, without the bot. */
  public GroupChat holds(int howMany) {
    people = howMany;
    return this;
  }

  int people() {
    return people;
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

  void keepTopic(long topic) {
    topics.add(topic);
  }

  @Override
  boolean isClosed(long topic) {
    return closedTopics.contains(topic);
  }

  @Override
  boolean hasTopic(long topic) {
    return topics.contains(topic);
  }

  @Override
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", chatId());
    json.put("type", supergroup ? "supergroup" : "group");
    json.put("title", title);
    if (forum) {
      json.put("is_forum", true);
    }
    return json;
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
