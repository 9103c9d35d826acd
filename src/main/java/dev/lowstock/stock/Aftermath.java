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
   * @param stands what is said to have become of it since
   */
  public record Told(
      String kind, @Nullable Integer quantity, List<OfferingChange> variations, Aftermath stands) {
    private boolean wasOut() {
      return stands.state() == State.OUT;
    }

    /** Whether it was told that none was left, as where it waited until then. */
    private boolean saysNone() {
      return variations.isEmpty()
          ? Objects.equals(quantity, 0)
          : variations.stream().allMatch(each -> Objects.equals(each.quantity(), 0));
    }
  }

  public Aftermath {
    variations = List.copyOf(variations);
  }

  /**
   * What became of it. Where nothing is known of that now, what was said last stands, and that it
   * is back is the end.
   *
   * @param now the listing as it was last seen, with its products; null when its shop has it no
   *     more
   * @param stillLow what the chat remembers of it as told low: numbers of variations, or {@link
   *     Judgment#WHOLE}
   */
  public static Aftermath of(Told told, @Nullable Listing now, Set<Long> stillLow) {
    if (now == null
        || !(now.isForSale() || now.isSoldOut())
        || told.stands().state() == State.BACK) {
      return told.stands();
    }
    boolean runOut = StockCrossings.hasRunOut(now);
    return switch (told.kind()) {
      case StockEvent.SOLD_OUT ->
          runOut ? NONE : new Aftermath(State.BACK, now.quantity(), List.of());
      case StockEvent.LOW -> runOut ? ofRunOut(told) : ofLow(told, now, stillLow);
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
      return told.stands();
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
    Map<Long, OfferingChange> standing =
        told.stands().variations().stream()
            .collect(
                Collectors.toMap(OfferingChange::number, Function.identity(), (one, two) -> one));
    List<OfferingChange> variations = new ArrayList<>();
    boolean changed = false;
    boolean back = true;
    int sum = 0;
    for (OfferingChange then : told.variations()) {
      Offering offering = offerings.get(then.number());
      Integer left = offering == null ? null : offering.quantity();
      if (left == null) {
        // It is hidden, or gone, or shares its number with others now: what was said stands.
        OfferingChange stands =
            standing.getOrDefault(then.number(), told.wasOut() ? then.with(0, false) : then);
        variations.add(stands);
        changed |= !Objects.equals(stands.quantity(), then.quantity());
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
        ? ofRunOut(told)
        : new Aftermath(State.LEFT, null, variations);
  }

  /** A rise that leaves it low is none: the chat would not hear of the next fall. */
  private static boolean isBack(
      int left, @Nullable Integer then, boolean wasOut, boolean stillLow) {
    boolean wasNone = wasOut || Objects.equals(then, 0);
    return left > 0 && (wasNone || (!stillLow && then != null && left > then));
  }

  private static Aftermath ofRunOut(Told told) {
    return told.saysNone() ? NONE : new Aftermath(State.OUT, 0, List.of());
  }
}
