package dev.lowstock.bench.planner;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Simulates planners on made-up shops, and prints how soon they see what has happened. */
public final class PlannerBench {
  private static final List<Double> LOOKS = List.of(20.0, 5.0, 1.0);

  private static final double LOOKS_OF_PICTURE = 5;
  private static final List<Double> CALLS_A_SHOP_AND_DAY = List.of(18.0, 1.8);
  private static final int ENOUGH_CROSSINGS = 2000;
  private static final List<Integer> KEYS = List.of(10_000, 100_000);

  /** What may be simulated. */
  public enum Part {
    LISTINGS,
    SHOPS,
    SCALE;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How much is simulated.
   *
   * @param waves by how much sales rise and fall through the day, 0 to 1
   * @param svg where to put a picture, null for none
   */
  public record Sizes(
      Set<Part> parts,
      long seed,
      int days,
      int listings,
      List<Integer> shops,
      double waves,
      @Nullable Path svg) {}

  private final Sizes sizes;
  private final PrintStream out;

  /** Simulates when told to. */
  public PlannerBench(Sizes sizes, PrintStream out) {
    this.sizes = sizes;
    this.out = out;
  }

  /** Simulates what is wanted, which takes some minutes, and prints the tables. */
  public void run() throws IOException {
    try (Simulations simulations = new Simulations()) {
      if (sizes.parts().contains(Part.LISTINGS)) {
        listings(simulations);
      }
      if (sizes.parts().contains(Part.SHOPS)) {
        shops(simulations);
      }
    }
    if (sizes.parts().contains(Part.SCALE)) {
      scale();
    }
  }

  private void listings(Simulations simulations) throws IOException {
    Waves waves = sizes.waves() == 0 ? Waves.NONE : new Waves(sizes.waves());
    ListingsPart part = new ListingsPart(sizes.listings(), waves, sizes.seed(), sizes.days());
    List<List<Supplier<Outcome>>> tables = new ArrayList<>();
    // The longest first, so that no processor is idle at the end.
    for (double looks : LOOKS) {
      List<Supplier<Outcome>> table = new ArrayList<>();
      for (String planner : part.planners()) {
        table.add(simulations.start(() -> part.outcome(planner, looks)));
      }
      tables.add(table);
    }
    for (int i = LOOKS.size() - 1; i >= 0; i--) {
      List<Outcome> outcomes = tables.get(i).stream().map(Supplier::get).toList();
      ListingsPart.print(LOOKS.get(i), outcomes, out);
      if (LOOKS.get(i) == LOOKS_OF_PICTURE && sizes.svg() != null) {
        picture(outcomes, sizes.svg());
      }
    }
  }

  private void picture(List<Outcome> outcomes, Path file) throws IOException {
    Map<String, Delays> delays =
        outcomes.stream().collect(Collectors.toMap(Outcome::planner, Outcome::delays));
    Curves.write(
        file,
        "Time to detect at %.0f looks per listing and day".formatted(LOOKS_OF_PICTURE),
        List.of(
            new Curves.Curve(
                "each in turn",
                Objects.requireNonNull(delays.get(ListingsPart.UNIFORM)),
                0.25,
                false),
            new Curves.Curve(
                "square root",
                Objects.requireNonNull(delays.get(ListingsPart.SQUARE_ROOT)),
                0.8,
                true),
            new Curves.Curve(
                "ours, learned",
                Objects.requireNonNull(delays.get(ListingsPart.LEARNED)),
                0.75,
                true)));
    out.println("Picture written to " + file);
  }

  private void shops(Simulations simulations) {
    int shops = sizes.shops().get(0);
    for (double calls : CALLS_A_SHOP_AND_DAY) {
      ShopsPart part =
          new ShopsPart(shops, calls * shops, sizes.seed(), sizes.days(), ENOUGH_CROSSINGS);
      out.printf(
          "%n%d shops of 60 listings, %s calls a shop and day, minutes from crossing to look%n",
          shops, Table.number(calls));
      List<Supplier<ShopsPart.Seen>> table =
          Stream.of(ShopsPart.IN_TURN, ShopsPart.SHOPS, ShopsPart.SWEEPS, ShopsPart.WEBHOOKS)
              .map(planner -> simulations.start(() -> part.seen(planner)))
              .toList();
      List<ShopsPart.Seen> rows = table.stream().map(Supplier::get).toList();
      ShopsPart.print(rows, out);
      part.printCalls(rows, out);
    }
  }

  private void scale() {
    ScalePart part = new ScalePart(sizes.seed(), sizes.days(), out);
    for (int shops : sizes.shops()) {
      for (int key : KEYS) {
        part.print(shops, key);
      }
    }
  }
}
