package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.outbox.Chats.Said;
import java.util.function.Consumer;

/** Says answers to those who asked, at once, in the topic that they asked in. Thread-safe. */
final class Voice {
  private final Consumer<Said> say;

  Voice(Consumer<Said> say) {
    this.say = say;
  }

  void say(ChatRequest request, Message message) {
    say.accept(
        new Said(
            ChatRequest.CHANNEL, request.address(), request.language(), request.topic(), message));
  }
}
