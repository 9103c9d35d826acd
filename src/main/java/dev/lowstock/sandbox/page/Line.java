package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.ChatMessage;
import java.time.Instant;

/** What one side of the chat wrote, and when it came. */
sealed interface Line {
  long number();

  Instant at();

  record Said(long number, Instant at, String text) implements Line {}

  record Told(long number, Instant at, ChatMessage message) implements Line {}
}
