package dev.lowstock.sandbox.page;

import java.util.Locale;

/** What can go wrong at the press of a switch; most of it only where the bot speaks API v3. */
enum Trouble {
  SLOWED(false, "Telegram asks the bot to slow down (429)", "Telegram takes messages again"),
  BLOCKED(false, "Ada blocked the bot (403)", "Ada unblocked the bot"),
  ETSY_DOWN(false, "Etsy is down (503)", "Etsy is back"),
  REFRESH_FAILS(true, "Access tokens have ended and are not renewed (500)", "Tokens are renewed"),
  QUOTA_USED(true, "Etsy says the day's calls are used up (429)", "Etsy takes calls again"),
  SEARCH_EMPTY(true, "Etsy's lists are empty", "Etsy's lists are full again"),
  PAGES_REPEAT(true, "Etsy's pages repeat items and miscount", "Etsy's pages are right again"),
  BATCH_MISSING(
      true, "Etsy does not find listings by their ids (404)", "Etsy finds listings again"),
  WEBHOOKS_OFF(true, "Etsy sends no webhooks", "Etsy sends webhooks again"),
  WEBHOOKS_FORGED(true, "Webhooks are signed by somebody else", "Etsy signs its webhooks again");

  private final boolean onlyInV3;
  private final String begins;
  private final String ends;

  Trouble(boolean onlyInV3, String begins, String ends) {
    this.onlyInV3 = onlyInV3;
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

  boolean isOnlyInV3() {
    return onlyInV3;
  }

  String sentence(boolean on) {
    return on ? begins : ends;
  }
}
