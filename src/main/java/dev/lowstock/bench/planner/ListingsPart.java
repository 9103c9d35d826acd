package dev.lowstock.bench.planner;

import dev.lowstock.planner.LookPlan;
import dev.lowstock.planner.Round;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Planners that look at listings of any seller: each in turn, by the square root of its rate, and
 * by the program's own plan with rates that are true, wrong or learned.
 */
final class ListingsPart {
  static final String UNIFORM = "each in turn";
  static final String SQUARE_ROOT = "square root, true rates";
  static final String TRUE = "ours, true rates";
  static final String WRONG = "ours, wrong rates";
  static final String LEARNED = "ours, learned rates";
  static final String KNOWS_THE_HOUR = "ours, learned, by the hour";

  private static final Duration POLL_PERIOD = Duration.ofSeconds(20);
  private static final double WRONG_BY = 0.7;

  /** Rates are learned for so long before anything is counted. */
  private static final int WARM_UP_DAYS = 28;

  /** More looks a day would teach a little more, and take long to simulate. */
  private static final double LEARNING_LOOKS = 5;

  /** What is known needs not to be learned, and only so many sweeps to settle. */
  private static final int SETTLING_SWEEPS = 10;

  private static final int LONGEST_SWEEPS = 3;

  /** As in the plan: what is due then has a little time left to have its turn. */
  static final double DUE_AFTER_SWEEPS = 2.9;

  private final Market.Shape shape;
  private final long seed;
  private final int days;

  ListingsPart(int listings, Waves waves, long seed, int days) {
    this.shape = Market.Shape.ofListings(listings, waves);
    this.seed = seed;
    this.days = days;
  }

  /** The planners, the first of them each in turn. */
  List<String> planners() {
    List<String> planners = new ArrayList<>(List.of(UNIFORM, SQUARE_ROOT, TRUE, WRONG, LEARNED));
    if (!shape.waves().equals(Waves.NONE)) {
      planners.add(KNOWS_THE_HOUR);
    }
    return planners;
  }

  /** Simulates one of them at so many looks per listing and day. */
  Outcome outcome(String planner, double looks) {
    int sweep = (int) (Market.DAY / looks);
    int counted = (int) (WARM_UP_DAYS * Market.DAY);
    int until = counted + (int) (days * Market.DAY);
    // Long enough for everything that was crossed to be seen.
    int end = until + LONGEST_SWEEPS * sweep;
    boolean learns = planner.equals(LEARNED) || planner.equals(KNOWS_THE_HOUR);
    int begin = learns ? 0 : Math.max(0, counted - SETTLING_SWEEPS * sweep);
    Delays delays = new Delays(counted, until);
    Market market = new Market(shape, seed, delays);
    Records records = new Records(market, begin);
    if (learns && looks > LEARNING_LOOKS) {
      int learned = counted - (int) Market.DAY;
      outcome(planner, LEARNING_LOOKS, market, records, begin, learned, learned, delays);
      begin = learned;
    }
    return outcome(planner, looks, market, records, begin, counted, end, delays);
  }

  private Outcome outcome(
      String planner,
      double looks,
      Market market,
      Records records,
      int begin,
      int counted,
      int end,
      Delays delays) {
    int sweep = (int) (Market.DAY / looks);
    Turns turns = turns(planner, looks, market, records);
    return new ListingsRun(market, records, turns, sweep, begin, seed)
        .run(planner, begin, counted, end, delays);
  }

  static void print(double looks, List<Outcome> outcomes, PrintStream out) {
    out.printf("%nLooks per listing and day: %.0f; minutes from crossing to look%n", looks);
    Table table = new Table(out, 27, 8);
    table.row(
        "planner",
        List.of("mean", "p95", "longest", "mean/1st", "p95/1st", "unseen", "missed", "waited"));
    Delays first = outcomes.get(0).delays();
    for (Outcome outcome : outcomes) {
      Delays delays = outcome.delays();
      table.row(
          outcome.planner(),
          List.of(
              Table.number(delays.meanMinutes()),
              Table.number(delays.minutes(0.95)),
              Table.number(delays.minutes(1)),
              Table.ratio(delays.meanMinutes() / first.meanMinutes()),
              Table.ratio(delays.minutes(0.95) / first.minutes(0.95)),
              Table.ratio(outcome.longestUnseen()),
              Table.percent(delays.missedShare()),
              Table.percent(outcome.waited())));
    }
    out.printf("%d crossings%n", first.count());
  }

  private Turns turns(String planner, double looks, Market market, Records records) {
    int longest = (int) (DUE_AFTER_SWEEPS * Market.DAY / looks);
    return switch (planner) {
      case UNIFORM -> (listing, now) -> now;
      case SQUARE_ROOT -> new SquareRoot(market, looks * shape.allListings(), longest);
      case TRUE -> ours(looks, market, records, market::perDay, Waves.NONE);
      case WRONG -> ours(looks, market, records, wrongRates(market), Waves.NONE);
      case KNOWS_THE_HOUR -> ours(looks, market, records, null, shape.waves());
      default -> ours(looks, market, records, null, Waves.NONE);
    };
  }

  private Turns ours(
      double looks,
      Market market,
      Records records,
      @Nullable IntToDoubleFunction given,
      Waves known) {
    int count = shape.allListings();
    double callsPerSecond = looks * count / ListingsRun.A_CALL / Market.DAY;
    LookPlan plan = new LookPlan(new SimulatedClock(), () -> callsPerSecond, POLL_PERIOD);
    plan.takes(new Round(count / ListingsRun.A_CALL, count));
    return new ByIndex(market, records, plan, given, known);
  }

  private IntToDoubleFunction wrongRates(Market market) {
    SplittableRandom random = new SplittableRandom(seed + 1);
    double[] factor =
        DoubleStream.generate(() -> Math.exp(WRONG_BY * Market.gaussian(random)))
            .limit(shape.allListings())
            .toArray();
    return listing -> market.perDay(listing) * factor[listing];
  }
}
