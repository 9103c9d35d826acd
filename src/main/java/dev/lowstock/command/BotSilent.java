package dev.lowstock.command;

/** A running bot was asked and did not do it; the message says why, in one line. */
public final class BotSilent extends Exception {

  BotSilent(String message) {
    super(message);
  }
}
