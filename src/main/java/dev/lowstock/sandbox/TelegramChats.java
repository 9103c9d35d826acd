package dev.lowstock.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All chats: what people do in them becomes updates, what the bot does is shown. Thread-safe. */
final class TelegramChats {
  // Real ids are beyond 32 bits (Bot API, "Chat").
  private static final long FIRST_PERSON = 7_000_000_001L;
  private static final long FIRST_GROUP = -5_000_000_001L;
  private static final long FIRST_SUPERGROUP = -1_002_000_000_001L;

  final Bell bell;

  private final UpdateQueue updates;
  private final Map<Long, TelegramChat> chats = new ConcurrentHashMap<>();
  private final Map<String, Person> people = new ConcurrentHashMap<>();
  private final Map<Long, Long> moved = new ConcurrentHashMap<>();
  private final Map<String, Person> openPresses = new ConcurrentHashMap<>();
  private final List<Consumer<ChatMessage>> listeners = new CopyOnWriteArrayList<>();
  private final List<SaidListener> saidListeners = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private final AtomicLong messageIds = new AtomicLong(100);

  /** A person who answers a message that is seen is heard after it. */
  private final Object telling = new Object();

  TelegramChats(UpdateQueue updates, Bell bell) {
    this.updates = updates;
    this.bell = bell;
  }

  Person person(String name) {
    return people.computeIfAbsent(
        name,
        unknown -> {
          Person person = new Person(this, FIRST_PERSON + ids.getAndIncrement(), name);
          chats.put(person.chatId(), person);
          return person;
        });
  }

  GroupChat group(String title, Person owner) {
    GroupChat group = new GroupChat(this, FIRST_GROUP - ids.getAndIncrement(), title, owner);
    chats.put(group.chatId(), group);
    memberChanged(group, owner, "left", "member");
    return group;
  }

  Optional<TelegramChat> chat(long chatId) {
    return Optional.ofNullable(chats.get(chatId));
  }

  void onMessage(Consumer<ChatMessage> listener) {
    listeners.add(listener);
  }

  void onSaid(SaidListener listener) {
    saidListeners.add(listener);
  }

  // What people do.

  void said(TelegramChat chat, Person person, String text) {
    said(chat, message(chat, person), person, text);
  }

  void saidInTopic(GroupChat group, long topic, Person person, String text) {
    Map<String, Object> message = message(group, person);
    message.put("message_thread_id", topic);
    message.put("is_topic_message", true);
    said(group, message, person, text);
  }

  /** Outside topics the thread is a chain of replies: no topic, and nothing to send to. */
  void replied(TelegramChat chat, ChatMessage to, Person person, String text) {
    Map<String, Object> message = message(chat, person);
    message.put("message_thread_id", to.messageId());
    message.put("reply_to_message", json(to));
    said(chat, message, person, text);
  }

  private void said(TelegramChat chat, Map<String, Object> message, Person person, String text) {
    synchronized (telling) {
      saidListeners.forEach(listener -> listener.said(chat, person, text));
    }
    message.put("text", text);
    if (text.startsWith("/")) {
      int length = text.split("\\s", 2)[0].length();
      message.put(
          "entities", List.of(Map.of("type", "bot_command", "offset", 0, "length", length)));
    }
    updates.add("message", message);
  }

  void pressed(TelegramChat chat, Person person, String labelOrData) {
    ChatMessage message =
        chat.newestWithButton(labelOrData)
            .orElseThrow(() -> new IllegalStateException(chat + " shows no button " + labelOrData));
    pressed(chat, person, message, labelOrData);
  }

  void pressed(TelegramChat chat, Person person, ChatMessage message, String labelOrData) {
    String data =
        message
            .button(labelOrData)
            .flatMap(ChatButton::data)
            .orElseThrow(() -> new IllegalStateException(labelOrData + " opens an address"));
    String id = String.valueOf(4_000_000_000_000L + ids.getAndIncrement());
    openPresses.put(id, person);
    updates.add(
        "callback_query",
        Map.of(
            "id", id,
            "from", person.user(),
            "message", json(message),
            "chat_instance", String.valueOf(chat.chatId()),
            "data", data));
  }

  void memberChanged(TelegramChat chat, Person by, String before, String after) {
    updates.add(
        "my_chat_member",
        Map.of(
            "chat", chat.json(),
            "from", by.user(),
            "date", Instant.now().getEpochSecond(),
            "old_chat_member", Map.of("user", TelegramMethods.BOT, "status", before),
            "new_chat_member", Map.of("user", TelegramMethods.BOT, "status", after)));
  }

  long topicOpened(GroupChat group, Person by, String name) {
    // A topic has the number of the message that opened it.
    long topic = nextMessageId();
    group.keepTopic(topic);
    Map<String, Object> message = message(group, by);
    message.put("message_id", topic);
    message.put("message_thread_id", topic);
    message.put("is_topic_message", true);
    message.put("forum_topic_created", Map.of("name", name, "icon_color", 7_322_096));
    updates.add("message", message);
    return topic;
  }

  void migrated(GroupChat group, Person owner) {
    long oldId = group.chatId();
    long newId = FIRST_SUPERGROUP - ids.getAndIncrement();
    Map<String, Object> farewell = message(group, owner);
    farewell.put("chat", Map.of("id", oldId, "type", "group", "title", group.title()));
    farewell.put("migrate_to_chat_id", newId);
    moved.put(oldId, newId);
    chats.remove(oldId);
    group.moveTo(newId);
    chats.put(newId, group);
    updates.add("message", farewell);
    Map<String, Object> welcome = message(group, owner);
    welcome.put("migrate_from_chat_id", oldId);
    updates.add("message", welcome);
  }

  // What the bot does.

  TelegramChat open(String chatId) {
    TelegramChat chat = chatId.matches("-?\\d{1,18}") ? find(Long.parseLong(chatId)) : null;
    if (chat == null) {
      throw TelegramRefusal.badRequest("chat not found");
    }
    chat.letBotWrite();
    return chat;
  }

  long nextMessageId() {
    return messageIds.incrementAndGet();
  }

  void show(TelegramChat chat, ChatMessage message) {
    synchronized (telling) {
      if (message.edited()) {
        chat.replace(message);
      } else {
        chat.add(message);
      }
      listeners.forEach(listener -> listener.accept(message));
    }
    bell.ring();
  }

  void answerPress(String id, String toast) {
    Person person = openPresses.remove(id);
    if (person == null) {
      throw TelegramRefusal.badRequest(
          "query is too old and response timeout expired or query ID is invalid");
    }
    person.sees(toast);
    bell.ring();
  }

  /** The Bot API's "Message" for one of the bot. */
  Map<String, Object> json(ChatMessage message) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("message_id", message.messageId());
    json.put("from", TelegramMethods.BOT);
    TelegramChat chat = chats.get(message.chatId());
    json.put("chat", chat == null ? Map.of("id", message.chatId()) : chat.json());
    json.put("date", Instant.now().getEpochSecond());
    message
        .topic()
        .ifPresent(
            topic -> {
              json.put("message_thread_id", topic);
              json.put("is_topic_message", true);
            });
    json.put(message.photo().isPresent() ? "caption" : "text", message.text());
    Object markup = message.parameters().get("reply_markup");
    if (markup != null && !message.buttons().isEmpty()) {
      json.put("reply_markup", markup instanceof String text ? TelegramWire.json(text) : markup);
    }
    return json;
  }

  private Map<String, Object> message(TelegramChat chat, Person person) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("message_id", nextMessageId());
    message.put("from", person.user());
    message.put("chat", chat.json());
    message.put("date", Instant.now().getEpochSecond());
    return message;
  }

  private @Nullable TelegramChat find(long chatId) {
    Long newId = moved.get(chatId);
    if (newId != null) {
      throw new TelegramRefusal(
          400,
          "Bad Request: group chat was upgraded to a supergroup chat",
          Map.of("migrate_to_chat_id", newId));
    }
    return chats.get(chatId);
  }
}
