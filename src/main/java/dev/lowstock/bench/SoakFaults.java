package dev.lowstock.bench;

import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.TelegramFault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What goes wrong around one bot: one thing at a time, by a random that is seeded. */
final class SoakFaults {
  /** A send in flight is one of so many (lowstock.sendsInFlight). */
  private static final int IN_FLIGHT = 4;

  private static final int LONGEST_REST_SECONDS = 10;
  private static final int LONGEST_FAULT_SECONDS = 12;
  private static final int KILL_IN = 8;

  private static final List<EtsyEndpoint> OF_V2 = List.of(EtsyEndpoint.FEED, EtsyEndpoint.LISTING);
  private static final List<EtsyEndpoint> OF_V3 =
      List.of(
          EtsyEndpoint.LISTINGS_BY_SHOP,
          EtsyEndpoint.INVENTORY_BATCH,
          EtsyEndpoint.LISTINGS_BATCH,
          EtsyEndpoint.RECEIPT_LISTINGS);

  private static final List<EtsyFault> ETSY =
      List.of(
          EtsyFault.status(500, "Server Error"),
          EtsyFault.status(503, "Busy", Duration.ofSeconds(1)),
          EtsyFault.webPage(502),
          EtsyFault.hang(),
          EtsyFault.stall(),
          EtsyFault.cutOff(),
          EtsyFault.lostAnswer(),
          EtsyFault.truncatedJson(),
          EtsyFault.missingResults(),
          EtsyFault.delay(Duration.ofSeconds(2)));

  /** Nothing of these is accepted by Telegram. */
  private static final List<TelegramFault> TELEGRAM =
      List.of(
          TelegramFault.refuses(500, "Internal Server Error"),
          new TelegramFault.AnswersHtml(502),
          new TelegramFault.HangsUp(),
          new TelegramFault.NeverAnswers(),
          TelegramFault.rateLimits(2));

  /** Telegram accepts, and nobody hears of it. */
  private static final List<TelegramFault> LOSING =
      List.of(new TelegramFault.LosesAnswer(), new TelegramFault.StallsMidAnswer());

  private final SoakedBot bot;
  private final Random random;
  private final int longestRest;
  private final int longestFault;
  private int secondsLeft;
  private boolean faulty;
  private int kills;
  private int faults;
  private int lostAnswers;

  /**
   * Nothing is wrong yet.
   *
   * @param seconds that a fault, and the rest after it, last at most; a few, where more would do
   */
  SoakFaults(SoakedBot bot, long seed, int seconds) {
    this.bot = bot;
    this.longestRest = Math.min(LONGEST_REST_SECONDS, seconds);
    this.longestFault = Math.min(LONGEST_FAULT_SECONDS, seconds);
    this.secondsLeft = longestRest;
    this.random = new Random(seed);
  }

  /**
   * One second goes by: what has lasted ends, and after a while something else begins.
   *
   * @param mayKill whether the bot may be killed, so that another process goes on
   */
  void tick(boolean mayKill) throws IOException, InterruptedException {
    secondsLeft--;
    if (secondsLeft > 0) {
      return;
    }
    if (faulty) {
      heal();
      secondsLeft = 1 + random.nextInt(longestRest);
    } else {
      begin(mayKill);
      secondsLeft = 1 + random.nextInt(longestFault);
    }
  }

  private void begin(boolean mayKill) throws IOException, InterruptedException {
    faulty = true;
    int what = random.nextInt(KILL_IN);
    // The first of all is a kill: so the shortest run has one, too.
    if ((what == 0 || faults + kills == 0) && mayKill) {
      kills++;
      bot.dies();
    } else if (what == 1) {
      faults++;
      lostAnswers++;
      bot.telegram.failNext(1, "sendMessage", pick(LOSING));
    } else if (what == 2 || what == 3) {
      faults++;
      bot.telegram.failAlways("sendMessage", pick(TELEGRAM));
    } else {
      faults++;
      bot.etsy.breaks(pick(bot.api.equals("v2") ? OF_V2 : OF_V3), pick(ETSY));
    }
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  /** Ends whatever is wrong. */
  void heal() {
    faulty = false;
    bot.etsy.heals();
    bot.telegram.heal();
  }

  int kills() {
    return kills;
  }

  int faults() {
    return faults;
  }

  /** One repeat for each send that may have been in flight, or whose answer was lost. */
  int repeatsAllowed() {
    return kills * IN_FLIGHT + lostAnswers;
  }
}
