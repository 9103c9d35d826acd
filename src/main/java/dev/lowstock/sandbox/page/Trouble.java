package dev.lowstock.sandbox.page;

import java.util.Locale;

/** What can go wrong at the press of a switch. */
enum Trouble {
  SLOWED("Telegram asks the bot to slow down (429)", "Telegram takes messages again"),
  BLOCKED("Ada blocked the bot (403)", "Ada unblocked the bot"),
  ETSY_DOWN("Etsy is down (503)", "Etsy is back");

  private final String begins;
  private final String ends;

  Trouble(String begins, String ends) {
    this.begins = begins;
    this.ends = ends;
  }

  static Trouble named(String name) throws ActionRefused {
    for (Trouble trouble : values()) {
      if (trouble.label().equals(name)) {
        return trouble;
      }
    }
    throw new ActionRefused(404, "There is no trouble of that name");
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String sentence(boolean on) {
    return on ? begins : ends;
  }
}
