package dev.lowstock.bench.planner;

import java.io.PrintStream;
import java.util.List;

/** How soon crossings are seen, and how long choosing takes, from few shops to very many. */
final class ScalePart {
  private static final int ENOUGH_CROSSINGS = 1000;
  private static final double FOR_LOOKS = 0.9;

  private final long seed;
  private final int days;
  private final Table table;

  ScalePart(long seed, int days, PrintStream out) {
    this.seed = seed;
    this.days = days;
    this.table = new Table(out, 16, 9);
    out.printf(
        "%nShops of 60 listings on one key, nine tenths of its calls for looks; minutes from"
            + " crossing to look%nin turn and by the plan, and microseconds of CPU that it took"
            + " to choose a call and to plan a listing, or a shop without sweeps%n");
    table.row(
        "shops on a key",
        List.of(
            "turn mean",
            "turn p95",
            "mean",
            "p95",
            "mean/turn",
            "unseen",
            "sweeps",
            "choose 50",
            "choose 99",
            "plan 50",
            "plan 99"));
  }

  /** One row. With nothing beside it, so that the times are its own. */
  void print(int shops, int key) {
    ShopsPart part = new ShopsPart(shops, FOR_LOOKS * key, seed, days, ENOUGH_CROSSINGS);
    Delays inTurn = part.seen(ShopsPart.IN_TURN).outcome().delays();
    double mean = inTurn.meanMinutes();
    double late = inTurn.minutes(0.95);
    ShopsPart.Seen seen = part.seen(ShopsPart.SWEEPS);
    Delays delays = seen.outcome().delays();
    table.row(
        shops + " on " + key,
        List.of(
            Table.number(mean),
            Table.number(late),
            Table.number(delays.meanMinutes()),
            Table.number(delays.minutes(0.95)),
            Table.ratio(delays.meanMinutes() / mean),
            Table.ratio(seen.outcome().longestUnseen()),
            Table.percent(seen.calls().all(Calls.Kind.SWEEP) / seen.calls().all()),
            Table.number(seen.choosing().micros(0.50)),
            Table.number(seen.choosing().micros(0.99)),
            Table.number(seen.planning().micros(0.50)),
            Table.number(seen.planning().micros(0.99))));
  }
}
