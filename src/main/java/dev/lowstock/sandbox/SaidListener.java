package dev.lowstock.sandbox;

/** Hears what people write to the bot. */
public interface SaidListener {
  /** Somebody wrote in a chat of theirs, or in a group. */
  void said(TelegramChat chat, Person person, String text);
}
