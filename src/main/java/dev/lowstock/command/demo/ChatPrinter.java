package dev.lowstock.command.demo;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import java.io.PrintStream;

/** Prints both sides of the sandbox's chats as they are written. */
public record ChatPrinter(SandboxTelegram telegram, PrintStream out) {

  void follow() {
    telegram.onSaid(this::said);
    telegram.onMessage(this::told);
  }

  private void said(TelegramChat chat, Person person, String text) {
    out.println("\n" + person.name() + in(chat) + ":  " + text);
  }

  private void told(ChatMessage message) {
    if (message.edited() && message.buttons().isEmpty()) {
      // One of its buttons was pressed, and they are gone.
      return;
    }
    String where = telegram.chat(message.chatId()).map(ChatPrinter::in).orElse("");
    StringBuilder text =
        new StringBuilder("\nBot" + where + ":  " + message.text().replace("\n", "\n      "));
    message
        .buttons()
        .forEach(button -> text.append("\n      [ ").append(button.label()).append(" ]"));
    out.println(text);
  }

  /** Only of a group is it said. */
  private static String in(TelegramChat chat) {
    return chat instanceof GroupChat group ? " in " + group.title() : "";
  }
}
