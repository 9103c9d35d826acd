package dev.lowstock;

/** A running bot was asked and did not do it; the message says why, in one line. */
final class BotSilent extends Exception {

  BotSilent(String message) {
    super(message);
  }
}
