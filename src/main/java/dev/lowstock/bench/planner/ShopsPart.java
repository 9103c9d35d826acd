package dev.lowstock.bench.planner;

import java.io.PrintStream;
import java.util.List;

/** Shops of sixty listings on one key, looked at with Etsy's pages. */
final class ShopsPart {
  static final String IN_TURN = "every shop in turn";
  static final String SHOPS = "shops, by index";
  static final String SWEEPS = "shops and sweeps, by index";
  static final String WEBHOOKS = "the same, with webhooks";

  /** What has been learned when the simulation starts. */
  private static final double LEARNED_DAYS = 28;

  private static final double SETTLING_ROUNDS = 3;
  private static final double LONGEST_ROUNDS = 3;

  /** Of more, not even the plan's own time would be bearable. */
  private static final double MOST_CALLS = 30_000;

  /** What is measured, and what it took. */
  record Seen(
      Outcome outcome,
      Calls calls,
      Timings choosing,
      Timings planning,
      double days,
      double round) {}

  private final long seed;
  private final int shops;
  private final double callsPerDay;
  private final int days;
  private final int enough;

  /**
   * Simulates when told to.
   *
   * @param days to measure at most
   * @param enough crossings, after which it ends sooner
   */
  ShopsPart(int shops, double callsPerDay, long seed, int days, int enough) {
    this.shops = shops;
    this.callsPerDay = callsPerDay;
    this.seed = seed;
    this.days = days;
    this.enough = enough;
  }

  Seen seen(String planner) {
    double round = shops / callsPerDay;
    Market.Shape shape = Market.Shape.ofShops(shops, Waves.NONE);
    double crossings = new Market(shape, seed, new Delays(0, 0)).crossingsPerDay();
    double measured =
        Math.max(round, Math.min(Math.min(days, enough / crossings), MOST_CALLS / callsPerDay));
    int from = seconds(SETTLING_ROUNDS * round);
    int until = from + seconds(measured);
    int end = until + seconds(LONGEST_ROUNDS * round);
    Delays delays = new Delays(from, until);
    ShopsRun run =
        new ShopsRun(
            new Market(shape, seed, delays),
            manner(planner),
            callsPerDay,
            planner.equals(WEBHOOKS),
            LEARNED_DAYS,
            seed);
    Outcome outcome = run.run(planner, from, until, end, delays);
    return new Seen(outcome, run.calls(), run.choosing(), run.planning(), measured, round);
  }

  /** How soon each planner saw crossings. */
  static void print(List<Seen> rows, PrintStream out) {
    Table table = new Table(out, 30, 8);
    table.row(
        "planner", List.of("mean", "p95", "longest", "mean/1st", "p95/1st", "unseen", "missed"));
    Delays first = rows.get(0).outcome().delays();
    for (Seen row : rows) {
      Delays delays = row.outcome().delays();
      table.row(
          row.outcome().planner(),
          List.of(
              Table.number(delays.meanMinutes()),
              Table.number(delays.minutes(0.95)),
              Table.number(delays.minutes(1)),
              Table.ratio(delays.meanMinutes() / first.meanMinutes()),
              Table.ratio(delays.minutes(0.95) / first.minutes(0.95)),
              Table.ratio(row.outcome().longestUnseen()),
              Table.percent(delays.missedShare())));
    }
    out.printf("%d crossings in %s days%n", first.count(), Table.number(rows.get(0).days()));
  }

  /** What the calls of each planner were for, a shop and day. */
  void printCalls(List<Seen> rows, PrintStream out) {
    out.println();
    Table table = new Table(out, 30, 9);
    table.row(
        "calls a shop and day",
        List.of("turns", "sweeps", "follow-up", "webhooks", "no hook", "hook"));
    for (Seen row : rows) {
      Calls calls = row.calls();
      double all = row.days() * shops;
      table.row(
          row.outcome().planner(),
          List.of(
              Table.number(calls.all(Calls.Kind.TURN) / all),
              Table.number(calls.all(Calls.Kind.SWEEP) / all),
              Table.number(calls.all(Calls.Kind.FOLLOW_UP) / all),
              Table.number(calls.all(Calls.Kind.WEBHOOK) / all),
              Table.number(calls.planned(false) / (all / 2)),
              Table.number(calls.planned(true) / (all / 2))));
    }
  }

  private static ShopsRun.Manner manner(String planner) {
    return switch (planner) {
      case IN_TURN -> ShopsRun.Manner.IN_TURN;
      case SHOPS -> ShopsRun.Manner.SHOPS;
      default -> ShopsRun.Manner.SWEEPS;
    };
  }

  private static int seconds(double days) {
    return (int) (days * Market.DAY);
  }
}
