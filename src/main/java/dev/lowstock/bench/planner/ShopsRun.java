package dev.lowstock.bench.planner;

import dev.lowstock.planner.LookPlan;
import dev.lowstock.planner.Outlook;
import dev.lowstock.planner.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at shops, one a call, and sweeps over the listings of all of them, a hundred a call, as the
 * program does. A sweep does not see variations; where it sees that a line may have been crossed, a
 * look at the shop follows at once, which takes a call more.
 */
final class ShopsRun {
  /** Which of the two kinds of looks there are, and what decides who is next. */
  enum Manner {
    IN_TURN,
    SHOPS,
    SWEEPS
  }

  private static final Duration POLL_PERIOD = Duration.ofSeconds(20);
  private static final int CALLS_A_LOOK = 1;

  private final Market market;
  private final Manner manner;
  private final Records records;
  private final SimulatedClock clock = new SimulatedClock();
  private final LookPlan plan;
  private final Announced announced;
  private final double[] usual;
  private final DueQueue shops;
  private final DueQueue listings;
  private final @Nullable WebhookSales webhooks;
  private final Calls calls = new Calls();
  private final Timings choosing = new Timings();
  private final Timings planning = new Timings();
  private final Waiting waiting = new Waiting();
  private final double round;
  private final boolean sweeps;
  private int countedFrom;
  private int countedUntil;

  /**
   * Starts with shops that have been known for a while.
   *
   * @param callsPerDay that go to looks
   * @param learnedDays for which sales have been learned from
   */
  ShopsRun(
      Market market,
      Manner manner,
      double callsPerDay,
      boolean withWebhooks,
      double learnedDays,
      long seed) {
    this.market = market;
    this.manner = manner;
    int shopCount = market.shape().shops();
    int listingCount = market.shape().allListings();
    records = new Records(market, 0);
    plan = new LookPlan(clock, () -> callsPerDay / Market.DAY, POLL_PERIOD);
    plan.takes(new Round((long) CALLS_A_LOOK * shopCount, listingCount));
    round = plan.length().toMillis() / 1000.0;
    announced = new Announced(shopCount);
    usual = new double[shopCount];
    shops = new DueQueue(shopCount);
    // Nor does the plan sweep when calls are too scarce for that.
    sweeps = manner == Manner.SWEEPS && plan.isSweeping();
    listings = new DueQueue(sweeps ? listingCount : 0);
    webhooks = withWebhooks ? new WebhookSales(market, seed) : null;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < listingCount; i++) {
      records.learned(i, Poisson.draw(market.perDay(i) * learnedDays, random), learnedDays);
      if (sweeps) {
        listings.put(i, (int) (random.nextDouble() * round));
      }
    }
    for (int shop = 0; shop < shopCount; shop++) {
      usual[shop] = UsualRate.of(records, market.first(shop), market.first(shop + 1), 0);
      shops.put(shop, (int) (random.nextDouble() * round));
    }
  }

  /** How long a look at every shop takes, in days. */
  double roundDays() {
    return round / Market.DAY;
  }

  Calls calls() {
    return calls;
  }

  /** How long it took to take who is next, a hundred listings or a shop, and to put them back. */
  Timings choosing() {
    return choosing;
  }

  /** How long it took to work out when a listing is due again, or a shop where none are swept. */
  Timings planning() {
    return planning;
  }

  /** Looks from the start on; counted are the calls, and what is unseen, between two seconds. */
  Outcome run(String planner, int from, int until, int end, Delays delays) {
    countedFrom = from;
    countedUntil = until;
    double nextLook = 0;
    double nextSweep = sweeps ? 0 : Double.MAX_VALUE;
    while (true) {
      double now = Math.min(nextLook, nextSweep);
      if (webhooks != null && webhooks.nextAt() <= now) {
        happens(webhooks);
        continue;
      }
      if (now >= end) {
        break;
      }
      reach(now);
      if (nextSweep <= nextLook) {
        nextSweep += seconds(plan.afterSweep(CALLS_A_LOOK + sweep((int) now)));
      } else {
        look(shops.first(), (int) now, Calls.Kind.TURN);
        nextLook += seconds(plan.afterLook(CALLS_A_LOOK));
      }
    }
    for (int i = 0; i < market.shape().allListings(); i++) {
      market.look(i, end);
    }
    return new Outcome(planner, delays, waiting.longest / round, waiting.share());
  }

  private void happens(WebhookSales sales) {
    int at = sales.nextAt();
    int shop = sales.shop();
    reach(at);
    if (sales.happens()) {
      look(shop, at, Calls.Kind.WEBHOOK);
    }
  }

  private void reach(double now) {
    clock.reach(now);
    if (!sweeps) {
      plan.refusedSweep();
    }
  }

  private void look(int shop, int now, Calls.Kind kind) {
    called(kind, shop, 1, now);
    int first = market.first(shop);
    int last = market.first(shop + 1);
    boolean plans = manner != Manner.IN_TURN;
    if (kind == Calls.Kind.TURN && plans) {
      plan.looked(
          outlooks(shop, first, last), CALLS_A_LOOK, announced.unannounced(shop), Records.at(now));
    }
    boolean sold = false;
    for (int i = first; i < last; i++) {
      unseen(i, now);
      int before = records.quantity(i);
      market.look(i, now);
      boolean changed = records.looked(i, now);
      sold |= records.quantity(i) < before;
      if (changed || sweeps) {
        due(i, now);
      }
    }
    if (sold) {
      announced.found(shop, kind == Calls.Kind.WEBHOOK);
    }
    usual[shop] = plans ? UsualRate.of(records, first, last, now) : 0;
    long start = Timings.now();
    int due = plans ? Records.after(now, untilLook(shop, first, last)) : now;
    long planned = Timings.now();
    shops.put(shop, due);
    if (!sweeps) {
      planning.add(planned - start);
      choosing.add(Timings.now() - planned);
    }
  }

  /** The calls that it made follow up. */
  private int sweep(int now) {
    long start = Timings.now();
    int[] call = new int[Math.min(ListingsRun.A_CALL, listings.size())];
    for (int i = 0; i < call.length; i++) {
      call[i] = listings.take();
    }
    long choose = Timings.now() - start;
    TreeSet<Integer> follow = new TreeSet<>();
    for (int listing : call) {
      int shop = market.shopOf(listing);
      called(Calls.Kind.SWEEP, shop, 1.0 / call.length, now);
      unseen(listing, now);
      plan.swept(
          records.outlook(listing, usual[shop]), announced.unannounced(shop), Records.at(now));
      market.advance(listing, now);
      int before = records.quantity(listing);
      if (records.mayHaveCrossed(listing, market.quantity(listing))) {
        follow.add(shop);
      } else if (records.swept(listing, now) && records.quantity(listing) < before) {
        announced.found(shop, false);
      }
    }
    for (int shop : follow) {
      look(shop, now, Calls.Kind.FOLLOW_UP);
    }
    int[] due = new int[call.length];
    for (int i = 0; i < call.length; i++) {
      long begin = Timings.now();
      due[i] = dueAt(call[i], now);
      planning.add(Timings.now() - begin);
    }
    start = Timings.now();
    for (int i = 0; i < call.length; i++) {
      if (records.isForSale(call[i])) {
        listings.put(call[i], due[i]);
      }
    }
    choosing.add(choose + Timings.now() - start);
    return follow.size();
  }

  /** What is not for sale is not swept over: only a look at its shop sees that it is back. */
  private void due(int listing, int now) {
    if (!sweeps) {
      return;
    }
    if (records.isForSale(listing)) {
      listings.put(listing, dueAt(listing, now));
    } else {
      listings.remove(listing);
    }
  }

  private int dueAt(int listing, int now) {
    int shop = market.shopOf(listing);
    Outlook outlook = records.outlook(listing, usual[shop]);
    return Records.after(now, plan.untilSweep(outlook, announced.unannounced(shop)));
  }

  private Duration untilLook(int shop, int first, int last) {
    return plan.untilLook(outlooks(shop, first, last), CALLS_A_LOOK, announced.unannounced(shop));
  }

  private List<Outlook> outlooks(int shop, int first, int last) {
    List<Outlook> outlooks = new ArrayList<>(last - first);
    for (int i = first; i < last; i++) {
      outlooks.add(records.outlook(i, usual[shop]));
    }
    return outlooks;
  }

  private void called(Calls.Kind kind, int shop, double part, int now) {
    if (now >= countedFrom && now < countedUntil) {
      calls.made(kind, WebhookSales.has(shop), part);
    }
  }

  private void unseen(int listing, int now) {
    if (now >= countedFrom && records.isForSale(listing)) {
      waiting.add(now - records.seenAt(listing), 0.9 * ListingsPart.DUE_AFTER_SWEEPS * round);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** How long listings for sale were unseen. */
  private static final class Waiting {
    private double longest;
    private long looks;
    private long longLooks;

    void add(double unseen, double isLong) {
      longest = Math.max(longest, unseen);
      looks++;
      longLooks += unseen >= isLong ? 1 : 0;
    }

    double share() {
      return (double) longLooks / looks;
    }
  }
}
