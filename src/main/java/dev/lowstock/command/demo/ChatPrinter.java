package dev.lowstock.command.demo;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import java.io.PrintStream;

/** Prints both sides of the sandbox's chats as they are written. */
public record ChatPrinter(PrintStream out) {

  void follow(SandboxTelegram telegram) {
    telegram.onSaid(this::said);
    telegram.onMessage(this::told);
  }

  private void said(Person person, String text) {
    out.println("\n" + person.name() + ":  " + text);
  }

  private void told(ChatMessage message) {
    StringBuilder text = new StringBuilder("\nBot:  " + message.text().replace("\n", "\n      "));
    message
        .buttons()
        .forEach(button -> text.append("\n      [ ").append(button.label()).append(" ]"));
    out.println(text);
  }
}
