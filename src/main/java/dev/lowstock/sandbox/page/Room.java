package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import org.jspecify.annotations.Nullable;

/**
 * A chat of the phone, and who writes in it. A group comes into being when somebody first writes
 * there. Thread-safe.
 */
final class Room {
  private final SandboxTelegram telegram;
  private final Person person;
  private final @Nullable String group;
  private final Conversation conversation = new Conversation();
  private volatile @Nullable TelegramChat chat;

  private Room(SandboxTelegram telegram, Person person, @Nullable String group) {
    this.telegram = telegram;
    this.person = person;
    this.group = group;
    this.chat = group == null ? person : null;
  }

  static Room of(SandboxTelegram telegram, Person person) {
    return new Room(telegram, person, null);
  }

  static Room ofGroup(SandboxTelegram telegram, String title, Person owner) {
    return new Room(telegram, owner, title);
  }

  String name() {
    return group == null ? person.name() : group;
  }

  boolean isGroup() {
    return group != null;
  }

  Conversation conversation() {
    return conversation;
  }

  boolean is(long chatId) {
    TelegramChat known = chat;
    return known != null && known.chatId() == chatId;
  }

  boolean isOf(Person who) {
    return person == who;
  }

  void says(String text) {
    if (open() instanceof GroupChat shared) {
      person.saysIn(shared, text);
    } else {
      person.says(text);
    }
  }

  void presses(long message, String data) {
    if (open() instanceof GroupChat shared) {
      person.pressesIn(shared, message, data);
    } else {
      person.presses(message, data);
    }
  }

  private synchronized TelegramChat open() {
    TelegramChat known = chat;
    if (known == null) {
      known = telegram.group(name(), person);
      chat = known;
    }
    return known;
  }
}
