package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.ChatMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Both sides of the chat in the order they came; keeps the newest 200 lines. Thread-safe. */
final class Conversation {
  private static final int KEPT = 200;

  private final List<Line> lines = new ArrayList<>();
  private long written;

  synchronized void said(String text, Instant at) {
    add(new Line.Said(written, at, text));
  }

  /** A new message of the bot, or the edited form of one that is there. */
  synchronized void told(ChatMessage message, Instant at) {
    if (!message.edited()) {
      add(new Line.Told(written, at, message));
      return;
    }
    lines.replaceAll(
        line ->
            line instanceof Line.Told told && told.message().messageId() == message.messageId()
                ? new Line.Told(told.number(), told.at(), message)
                : line);
  }

  synchronized List<Line> lines() {
    return List.copyOf(lines);
  }

  private void add(Line line) {
    written++;
    lines.add(line);
    if (lines.size() > KEPT) {
      lines.remove(0);
    }
  }
}
