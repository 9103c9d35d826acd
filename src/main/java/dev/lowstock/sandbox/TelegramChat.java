package dev.lowstock.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A conversation with the bot, as the people in it see it. Thread-safe. */
public abstract sealed class TelegramChat permits Person, GroupChat {
  /** Of a busy machine too. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  final TelegramChats telegram;
  private final CopyOnWriteArrayList<ChatMessage> messages = new CopyOnWriteArrayList<>();
  private volatile long chatId;

  TelegramChat(TelegramChats telegram, long chatId) {
    this.telegram = telegram;
    this.chatId = chatId;
  }

  public final long chatId() {
    return chatId;
  }

  /** What the bot sent, oldest first, as it stands now. */
  public final List<ChatMessage> messages() {
    return List.copyOf(messages);
  }

  /** The first message with these words, waiting a minute for it at most. */
  public final ChatMessage awaitMessage(String containing) {
    return awaitMessage(message -> message.text().contains(containing), PATIENCE);
  }

  /** The first message that fits, waiting for it; fails with what was there instead. */
  public final ChatMessage awaitMessage(Predicate<ChatMessage> fits, Duration limit) {
    try {
      return telegram.bell.await(
          () -> messages.stream().filter(fits).findFirst(), limit, "a message to " + this);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          e.getMessage()
              + ", who has: "
              + messages.stream().map(ChatMessage::text).collect(Collectors.joining(" | ")),
          e);
    }
  }

  /** The Bot API's "Chat". */
  abstract Map<String, Object> json();

  /** Refuses, in Telegram's words, where the bot may not write. */
  abstract void letBotWrite();

  /** Whether somebody closed that topic, so that only admins may write there. */
  boolean isClosed(long topic) {
    return false;
  }

  boolean hasTopic(long topic) {
    return false;
  }

  final void moveTo(long newChatId) {
    chatId = newChatId;
  }

  final void add(ChatMessage message) {
    messages.add(message);
  }

  final void replace(ChatMessage edited) {
    messages.replaceAll(old -> old.messageId() == edited.messageId() ? edited : old);
  }

  final boolean remove(long messageId) {
    return messages.removeIf(message -> message.messageId() == messageId);
  }

  final Optional<ChatMessage> message(long messageId) {
    return messages.stream().filter(message -> message.messageId() == messageId).findFirst();
  }

  final Optional<ChatMessage> newestWithButton(String labelOrData) {
    return messages.stream()
        .filter(message -> message.hasButton(labelOrData))
        .reduce((older, newer) -> newer);
  }
}
