package dev.lowstock.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A long run in bad weather: one bot with API v2 and a busy feed, one with v3 and webhooks, while
 * Etsy and Telegram fail. In the first half the bots are killed; in the second each is one process,
 * so that what it never gives back adds up. Counts what is lost, repeated and not given back.
 */
public final class SoakBench {
  /** In less, a bot would hardly be back from being killed before the end. */
  public static final Duration SHORTEST = Duration.ofSeconds(30);

  private static final int FEED_ENTRIES_OF_SECOND = 1_000;

  /** Enough that no shop of v3 seems to lose most of its listings at once. */
  private static final int SPARE_LISTINGS = 200;

  /** The sandbox keeps the feed of some minutes: where the bot is as far behind, strangers wait. */
  private static final Duration FEED_IS_KEPT = Duration.ofSeconds(90);

  private static final int LONGEST_WARMTH_SECONDS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** No more are left when all is quiet again: idle connections of a pool come and go. */
  private static final int MORE_HANDLES = 30;

  private static final int MORE_THREADS = 15;

  private final Duration length;
  private final int warmthSeconds;
  private final long seed;
  private final Path directory;
  private final PrintStream out;

  /**
   * Soaks when told to.
   *
   * @param length of the bad weather
   * @param seed of what goes wrong, and when
   * @param directory an empty one for the databases
   */
  public SoakBench(Duration length, long seed, Path directory, PrintStream out) {
    this.length = length;
    this.warmthSeconds = (int) Math.min(LONGEST_WARMTH_SECONDS, length.toSeconds() / 6);
    this.seed = seed;
    this.directory = directory;
    this.out = out;
  }

  private record Size(
      OptionalLong resident, OptionalLong heap, OptionalLong handles, OptionalLong threads) {
    static Size of(SoakedBot bot) throws IOException, InterruptedException {
      BotProcess process = bot.process();
      return new Size(
          process.residentMegabytes(),
          process.heapMegabytes(),
          process.handles(),
          process.threads());
    }
  }

  /** Runs for the length and prints the count; true when nothing was lost, and nothing grew. */
  public boolean run() throws IOException, InterruptedException {
    out.printf("Soaking for %d s, --seed %d ...%n", length.toSeconds(), seed);
    int sales = (int) length.toSeconds() / 2 + SPARE_LISTINGS;
    int pace = (int) length.toSeconds() / 6;
    try (SoakedBot v2 = new SoakedBot("v2", Files.createDirectory(directory.resolve("v2")), 0);
        SoakedBot v3 = new SoakedBot("v3", Files.createDirectory(directory.resolve("v3")), sales)) {
      List<SoakFaults> faults =
          List.of(new SoakFaults(v2, seed, pace), new SoakFaults(v3, seed + 1, pace));
      List<String> strangers = FeedPages.strangers(FEED_ENTRIES_OF_SECOND);
      List<Size> begin = new ArrayList<>();
      long entries = 0;
      long start = System.nanoTime();
      for (int second = 0; second < length.toSeconds(); second++) {
        if (v2.feedLag().compareTo(FEED_IS_KEPT) < 0) {
          strangers.forEach(v2.etsy.feed()::push);
          entries += strangers.size();
        }
        v2.sellsOut();
        if (second % 2 == 0) {
          v3.sellsOut();
        }
        if (second == warmthSeconds) {
          begin.add(Size.of(v2));
          begin.add(Size.of(v3));
        }
        if (second > warmthSeconds) {
          for (SoakFaults fault : faults) {
            fault.tick(second < length.toSeconds() / 2);
          }
        }
        sleepUntil(start + TimeUnit.SECONDS.toNanos(second + 1));
      }
      faults.forEach(SoakFaults::heal);
      out.println("The weather is fine again; waiting until all is told ...");
      awaitTold(v2);
      awaitTold(v3);
      TimeUnit.SECONDS.sleep(5);
      out.printf("%d entries a second in the feed of v2%n%n", entries / length.toSeconds());
      boolean good = report(v2, faults.get(0), begin.isEmpty() ? Size.of(v2) : begin.get(0));
      good &= report(v3, faults.get(1), begin.isEmpty() ? Size.of(v3) : begin.get(1));
      return good;
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
  }

  private static void awaitTold(SoakedBot bot) throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!bot.ledger.untold().isEmpty() && System.nanoTime() < giveUp) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private boolean report(SoakedBot bot, SoakFaults faults, Size begin)
      throws IOException, InterruptedException {
    Size end = Size.of(bot);
    Ledger ledger = bot.ledger;
    int sold = ledger.soldOut();
    int lost = ledger.untold().size();
    List<Figure> figures = new ArrayList<>();
    String name = bot.api + ": ";
    figures.add(Figure.told(name + "sold out", sold, "", "listings, one after the other"));
    figures.add(Figure.told(name + "told", (double) sold - lost, "", "listings in the chats"));
    figures.add(new Figure(name + "lost", lost, "", 0, "sold out and not told"));
    figures.add(
        new Figure(name + "made up", ledger.madeUp().size(), "", 0, "told and not sold out"));
    figures.add(
        new Figure(
            name + "repeated",
            ledger.repeatedMessages(),
            "",
            faults.repeatsAllowed(),
            "messages that name a listing again; %d kills, %d faults"
                .formatted(faults.kills(), faults.faults())));
    figures.add(grown(name + "handles", begin.handles(), end.handles(), MORE_HANDLES));
    figures.add(grown(name + "threads", begin.threads(), end.threads(), MORE_THREADS));
    figures.add(told(name + "heap after GC", begin.heap(), end.heap()));
    figures.add(told(name + "resident", begin.resident(), end.resident()));
    FigureTable.print(figures, out);
    boolean good = figures.stream().noneMatch(figure -> figure.verdict().equals("MISSED"));
    if (!good) {
      out.println("lost: " + ledger.untold() + ", made up: " + ledger.madeUp());
      out.println(lastLines(bot.process().log()));
    }
    return good;
  }

  private static String lastLines(String log) {
    List<String> lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 200), lines.size()));
  }

  private Figure grown(String name, OptionalLong begin, OptionalLong end, int more) {
    return new Figure(
        name,
        number(end),
        "",
        number(begin) + more,
        "at the end; %s after %d s".formatted(text(begin), warmthSeconds));
  }

  private Figure told(String name, OptionalLong begin, OptionalLong end) {
    return Figure.told(
        name,
        number(end),
        "MB",
        "at the end; %s MB after %d s".formatted(text(begin), warmthSeconds));
  }

  private static double number(OptionalLong seen) {
    return seen.isPresent() ? seen.getAsLong() : Double.NaN;
  }

  private static String text(OptionalLong seen) {
    return seen.isPresent() ? String.format(Locale.ROOT, "%d", seen.getAsLong()) : "unknown";
  }
}
