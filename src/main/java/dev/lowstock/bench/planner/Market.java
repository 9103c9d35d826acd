package dev.lowstock.bench.planner;

import java.util.SplittableRandom;

/**
 * Made-up shops whose listings sell and are restocked. The same seed brings the same sales to every
 * planner. Times are in seconds. A listing's past is made up when it is looked at.
 */
final class Market {
  static final int THRESHOLD = 2;
  static final double DAY = 86_400;

  private static final double RESTOCK_DAYS = 3;
  private static final double MEDIAN_RATE = 0.05;
  private static final int FEWEST = 4;
  private static final int MOST = 40;
  private static final int ONE_WITH_VARIATIONS_OF = 5;
  private static final int VARIATIONS = 3;
  private static final int NONE = -1;

  /**
   * What kind of market.
   *
   * @param listings of each shop
   * @param betweenShops sigma of the log-normal distribution of the shops' rates
   * @param withinShops the same for the listings of a shop
   * @param variations whether a fifth of the listings has three of them
   */
  record Shape(
      int shops,
      int listings,
      double betweenShops,
      double withinShops,
      boolean variations,
      Waves waves) {

    /** Listings whose shops do not matter. */
    static Shape ofListings(int count, Waves waves) {
      return new Shape(1, count, 0, 1.5, false, waves);
    }

    /** Shops of 60 listings; the rates of all listings are spread as those without shops. */
    static Shape ofShops(int count, Waves waves) {
      return new Shape(count, 60, 1.0, 1.1, true, waves);
    }

    int allListings() {
      return shops * listings;
    }
  }

  private final Shape shape;
  private final long seed;
  private final Delays delays;
  private final float[] perDay;
  private final int[] nextAt;
  private final int[] draws;
  private final int[] lowAt;
  private final int[] offset;
  private final short[] left;
  private final short[] full;
  private final int[] outAt;

  /** Opens the shops; crossings are told to {@code delays} when they are seen, or missed. */
  Market(Shape shape, long seed, Delays delays) {
    this.shape = shape;
    this.seed = seed;
    this.delays = delays;
    int count = shape.allListings();
    perDay = new float[count];
    nextAt = new int[count];
    draws = new int[count];
    lowAt = new int[count];
    offset = new int[count + 1];
    for (int i = 0; i < count; i++) {
      boolean varied = shape.variations() && i % ONE_WITH_VARIATIONS_OF == 0;
      offset[i + 1] = offset[i] + (varied ? VARIATIONS : 1);
    }
    left = new short[offset[count]];
    full = new short[offset[count]];
    outAt = new int[offset[count]];
    SplittableRandom random = new SplittableRandom(seed);
    for (int shop = 0; shop < shape.shops(); shop++) {
      double usual = MEDIAN_RATE * Math.exp(shape.betweenShops() * gaussian(random));
      for (int i = first(shop); i < first(shop + 1); i++) {
        perDay[i] = (float) (usual * Math.exp(shape.withinShops() * gaussian(random)));
        furnish(i, random);
      }
    }
  }

  Shape shape() {
    return shape;
  }

  /** The first listing of a shop. */
  int first(int shop) {
    return shop * shape.listings();
  }

  int shopOf(int listing) {
    return listing / shape.listings();
  }

  /** Units that it really sells in a day. */
  double perDay(int listing) {
    return perDay[listing];
  }

  /** Where a listing's variations, or itself, are in an array of all of them. */
  int offset(int listing) {
    return offset[listing];
  }

  /** How many are left of a variation, as of the last look. */
  int left(int place) {
    return left[place];
  }

  /** How many of a listing are left, as of the last look. */
  int quantity(int listing) {
    int sum = 0;
    for (int place = offset[listing]; place < offset[listing + 1]; place++) {
      sum += left[place];
    }
    return sum;
  }

  /** When it sells next, or is restocked if none are left. */
  int nextAt(int listing) {
    return nextAt[listing];
  }

  /** How often a listing sells out in a day, in the long run. */
  double sellOutsPerDay(int listing) {
    int units = 0;
    for (int place = offset[listing]; place < offset[listing + 1]; place++) {
      units += full[place];
    }
    return 1 / (units / perDay[listing] + RESTOCK_DAYS);
  }

  /** About how many lines all listings cross in a day. */
  double crossingsPerDay() {
    double sum = 0;
    for (int i = 0; i < perDay.length; i++) {
      int kinds = offset[i + 1] - offset[i];
      sum += sellOutsPerDay(i) * (1 + kinds);
    }
    return sum;
  }

  /** Somebody looks at a listing with its variations. */
  void look(int listing, int now) {
    advance(listing, now);
    if (lowAt[listing] != NONE) {
      delays.seen(lowAt[listing], now);
      lowAt[listing] = NONE;
    }
    for (int place = offset[listing]; place < offset[listing + 1]; place++) {
      if (outAt[place] != NONE) {
        delays.seen(outAt[place], now);
        outAt[place] = NONE;
      }
    }
  }

  /** Lets happen what happens to a listing until then. */
  void advance(int listing, int now) {
    while (nextAt[listing] <= now) {
      int at = nextAt[listing];
      if (quantity(listing) == 0) {
        restock(listing, at);
      } else {
        sell(listing, at);
      }
      nextAt[listing] = next(listing, at);
    }
  }

  /** A number from 0 to 1, the next of this listing's own. */
  double draw(int listing) {
    long mixed = mix(mix(seed + listing * 0x9E3779B97F4A7C15L) + ++draws[listing]);
    return (mixed >>> 11) * 0x1.0p-53;
  }

  private void furnish(int listing, SplittableRandom random) {
    int kinds = offset[listing + 1] - offset[listing];
    for (int place = offset[listing]; place < offset[listing + 1]; place++) {
      double units = FEWEST * Math.pow((double) MOST / FEWEST, random.nextDouble());
      full[place] = (short) Math.max(1, Math.round(kinds == 1 ? units : units / 2));
      left[place] = (short) (1 + random.nextInt(full[place]));
      outAt[place] = NONE;
    }
    lowAt[listing] = NONE;
    nextAt[listing] = next(listing, 0);
  }

  private void restock(int listing, int at) {
    if (lowAt[listing] != NONE) {
      delays.missed(lowAt[listing], at);
      lowAt[listing] = NONE;
    }
    for (int place = offset[listing]; place < offset[listing + 1]; place++) {
      if (outAt[place] != NONE) {
        delays.missed(outAt[place], at);
        outAt[place] = NONE;
      }
      left[place] = full[place];
    }
  }

  private void sell(int listing, int at) {
    int quantity = quantity(listing);
    int unit = (int) (draw(listing) * quantity);
    int place = offset[listing];
    while (unit >= left[place]) {
      unit -= left[place++];
    }
    left[place]--;
    if (left[place] == 0) {
      outAt[place] = at;
    } else if (quantity - 1 == THRESHOLD) {
      lowAt[listing] = at;
    }
  }

  private int next(int listing, int at) {
    double wait = -Math.log(1 - draw(listing));
    if (quantity(listing) == 0) {
      return later(at, at / DAY + wait * RESTOCK_DAYS);
    }
    Waves waves = shape.waves();
    return later(at, waves.days(waves.shown(at / DAY) + wait / perDay[listing]));
  }

  private static int later(int at, double days) {
    return Math.max(at + 1, (int) Math.min(Math.round(days * DAY), Integer.MAX_VALUE - 1));
  }

  /** A number that is normally distributed (Box and Muller). */
  static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
