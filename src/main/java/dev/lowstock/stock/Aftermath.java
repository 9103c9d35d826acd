package dev.lowstock.stock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of something that was told as sold out or low, by what is known of its listing now.
 *
 * @param left how many are left of what was told; null where that is not known
 * @param variations that were told, with what is left of each now; empty for a listing as a whole
 */
public record Aftermath(State state, @Nullable Integer left, List<OfferingChange> variations) {

  /** Nothing became of it that has to be said. */
  public static final Aftermath NONE = new Aftermath(State.AS_TOLD, null, List.of());

  /** How far it has gone. */
  public enum State {
    AS_TOLD,
    /** Another number is left, and it is low all the same. */
    LEFT,
    /** What was low is sold out. */
    OUT,
    /** It is in stock again. */
    BACK
  }

  /**
   * What was told.
   *
   * @param kind of the stock event
   * @param quantity of the listing, then
   * @param variations that it was about; empty for the listing as a whole
   * @param wasOut whether it is known to have been sold out since
   */
  public record Told(
      String kind, @Nullable Integer quantity, List<OfferingChange> variations, boolean wasOut) {}

  public Aftermath {
    variations = List.copyOf(variations);
  }

  /**
   * What became of it.
   *
   * @param now the listing as it was last seen, with its products; null when its shop has it no
   *     more
   * @param stillLow what the chat remembers of it as told low: numbers of variations, or {@link
   *     Judgment#WHOLE}
   */
  public static Aftermath of(Told told, @Nullable Listing now, Set<Long> stillLow) {
    if (now == null || !(now.isForSale() || now.isSoldOut())) {
      return NONE;
    }
    boolean runOut = StockCrossings.hasRunOut(now);
    return switch (told.kind()) {
      case StockEvent.SOLD_OUT ->
          runOut ? NONE : new Aftermath(State.BACK, now.quantity(), List.of());
      case StockEvent.LOW -> runOut ? out() : ofLow(told, now, stillLow);
      // That the whole listing is sold out is told anew.
      case StockEvent.VARIATION_SOLD_OUT -> runOut ? NONE : ofVariations(told, now, stillLow);
      default -> NONE;
    };
  }

  /** Whether anything may become of an event of this kind that has to be said. */
  public static boolean follows(String kind) {
    return kind.equals(StockEvent.SOLD_OUT)
        || kind.equals(StockEvent.LOW)
        || kind.equals(StockEvent.VARIATION_SOLD_OUT);
  }

  private static Aftermath ofLow(Told told, Listing now, Set<Long> stillLow) {
    if (!told.variations().isEmpty()) {
      return ofVariations(told, now, stillLow);
    }
    Integer left = now.quantity();
    if (left == null) {
      return NONE;
    }
    if (isBack(left, told.quantity(), told.wasOut(), stillLow.contains(Judgment.WHOLE))) {
      return new Aftermath(State.BACK, left, List.of());
    }
    return left.equals(told.quantity()) ? NONE : new Aftermath(State.LEFT, left, List.of());
  }

  private static Aftermath ofVariations(Told told, Listing now, Set<Long> stillLow) {
    Map<Long, Offering> offerings =
        Objects.requireNonNullElse(now.offerings(), List.<Offering>of()).stream()
            .collect(
                Collectors.toMap(
                    Offering::variation, Function.identity(), (first, second) -> first));
    List<OfferingChange> variations = new ArrayList<>();
    boolean changed = false;
    boolean back = true;
    int sum = 0;
    for (OfferingChange then : told.variations()) {
      Offering offering = offerings.get(then.number());
      Integer left = offering == null ? null : offering.quantity();
      if (left == null) {
        // It is hidden, or gone, or shares its number with others now: what was told stands.
        variations.add(then);
        back = false;
        continue;
      }
      variations.add(then.with(left, false));
      changed |= !left.equals(then.quantity());
      back &= isBack(left, then.quantity(), told.wasOut(), stillLow.contains(then.number()));
      sum += left;
    }
    if (back) {
      return new Aftermath(State.BACK, sum, variations);
    }
    if (!changed) {
      return NONE;
    }
    return variations.stream().allMatch(each -> Objects.equals(each.quantity(), 0))
        ? out()
        : new Aftermath(State.LEFT, null, variations);
  }

  /** A rise that leaves it low is none: the chat would not hear of the next fall. */
  private static boolean isBack(
      int left, @Nullable Integer then, boolean wasOut, boolean stillLow) {
    boolean wasNone = wasOut || Objects.equals(then, 0);
    return left > 0 && (wasNone || (!stillLow && then != null && left > then));
  }

  private static Aftermath out() {
    return new Aftermath(State.OUT, 0, List.of());
  }
}
