package dev.lowstock.bench.planner;

import dev.lowstock.planner.LookPlan;
import dev.lowstock.planner.Outlook;
import dev.lowstock.planner.SaleRate;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The program's own plan, for listings that are all swept over: shops do not matter here. */
final class ByIndex implements Turns {
  private final Market market;
  private final Records records;
  private final LookPlan plan;
  private final @Nullable IntToDoubleFunction given;
  private final Waves known;
  private double usual = 0.1;

  /**
   * Plans.
   *
   * @param given the rates that it believes in; null when it learns them
   * @param known how it takes sales to rise and fall with the hour
   */
  ByIndex(
      Market market,
      Records records,
      LookPlan plan,
      @Nullable IntToDoubleFunction given,
      Waves known) {
    this.market = market;
    this.records = records;
    this.plan = plan;
    this.given = given;
    this.known = known;
  }

  /** A rate as if it had been seen for a thousand years. */
  private static SaleRate certain(double perDay) {
    double days = 365_000;
    return new SaleRate(perDay * days, days, SimulatedClock.at(0));
  }

  @Override
  public void round(int now) {
    usual = UsualRate.of(records, 0, market.shape().allListings(), now);
  }

  @Override
  public void before(int listing, int now) {
    int seenAt = records.seenAt(listing);
    plan.swept(byHour(outlook(listing), seenAt, now), 1, Records.at(now));
  }

  @Override
  public int next(int listing, int now) {
    Outlook outlook = outlook(listing);
    int due = Records.after(now, plan.untilSweep(outlook, 1));
    if (!known.equals(Waves.NONE)) {
      // How much it sells until then depends on when that is.
      for (int step = 0; step < 4; step++) {
        due = Records.after(now, plan.untilSweep(byHour(outlook, now, due), 1));
      }
    }
    return due;
  }

  private Outlook byHour(Outlook outlook, int from, int to) {
    if (known.equals(Waves.NONE) || to <= from) {
      return outlook;
    }
    double factor =
        (known.shown(to / Market.DAY) - known.shown(from / Market.DAY))
            / ((to - from) / Market.DAY);
    return new Outlook(outlook.seenAt(), outlook.perDay() * factor, outlook.lines());
  }

  private Outlook outlook(int listing) {
    return given == null
        ? records.outlook(listing, usual)
        : records.outlook(listing, certain(given.applyAsDouble(listing)), usual);
  }
}
