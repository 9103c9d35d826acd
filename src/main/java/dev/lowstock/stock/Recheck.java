package dev.lowstock.stock;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether an event that nobody has been told of yet is still true. */
public final class Recheck {
  private static final Set<String> KNOWN =
      Set.of(
          StockEvent.SOLD_OUT,
          StockEvent.TAKEN_DOWN,
          StockEvent.VARIATION_SOLD_OUT,
          StockEvent.LOW,
          StockEvent.RESTOCKED);

  /** False for kinds of an operator's own, of which nobody else can say whether they are true. */
  public boolean knows(String kind) {
    return KNOWN.contains(kind);
  }

  /**
   * Whether the event is true of its listing now.
   *
   * @param kind one that is known
   * @param concerned the variations that the event is about; empty for a listing as a whole
   * @param now the listing as it was last seen; null when its shop has it no more
   * @param lowAt at how many left the listing is low to the one who is to be told
   */
  public boolean isStillTrue(
      String kind, List<OfferingChange> concerned, @Nullable Listing now, LowAt lowAt) {
    if (now == null) {
      return false;
    }
    boolean runOut = StockCrossings.hasRunOut(now);
    return switch (kind) {
      case StockEvent.SOLD_OUT -> runOut;
      case StockEvent.TAKEN_DOWN ->
          StockCrossings.isTakenOff(now) || isGoneFromBuyers(concerned, now);
      case StockEvent.VARIATION_SOLD_OUT ->
          runOut || quantities(concerned, now).anyMatch(left -> left == 0);
      case StockEvent.LOW -> runOut || isLow(concerned, now, lowAt);
      case StockEvent.RESTOCKED -> now.isForSale() && !runOut && hasStock(concerned, now);
      default -> throw new IllegalArgumentException("Not a kind of stock event: " + kind);
    };
  }

  /**
   * The variations that an event is about, with what is left of each now, without those that have
   * more than they had then. All of them, if nothing is known of them now.
   *
   * @param concerned the variations that the event is about, as they were then
   * @param offerings of the listing, as they were last seen
   */
  public static List<OfferingChange> asNow(
      List<OfferingChange> concerned, List<Offering> offerings) {
    return asNow(concerned, offerings, false);
  }

  /** The same, with those that have more than they had then. */
  public static List<OfferingChange> backNow(
      List<OfferingChange> concerned, List<Offering> offerings) {
    return asNow(concerned, offerings, true);
  }

  private static List<OfferingChange> asNow(
      List<OfferingChange> concerned, List<Offering> offerings, boolean withMore) {
    List<OfferingChange> now = new ArrayList<>();
    for (OfferingChange then : concerned) {
      offerings.stream()
          .filter(offering -> offering.variation() == then.number())
          .map(offering -> OfferingChange.of(offering, then.before()))
          .filter(change -> withMore || atMost(change.quantity(), then.quantity()))
          .findFirst()
          .ifPresent(change -> now.add(then.with(change.quantity(), change.hidden())));
    }
    return now.isEmpty() ? concerned : now;
  }

  private static boolean atMost(@Nullable Integer now, @Nullable Integer then) {
    return now != null && then != null && now <= then;
  }

  private static boolean hasStock(List<OfferingChange> concerned, Listing now) {
    // Where Etsy tells no number, a listing that is for sale has at least one.
    return concerned.isEmpty() || quantities(concerned, now).anyMatch(left -> left > 0);
  }

  private static boolean isLow(List<OfferingChange> concerned, Listing now, LowAt lowAt) {
    return concerned.isEmpty()
        ? atMost(now.quantity(), lowAt.listing())
        : variations(concerned, now)
            .anyMatch(each -> atMost(each.quantity(), lowAt.of(each.variation())));
  }

  private static boolean isGoneFromBuyers(List<OfferingChange> concerned, Listing now) {
    return variations(concerned, now)
        .anyMatch(offering -> offering.hidden() != null || Objects.equals(offering.quantity(), 0));
  }

  /** How many are left now of what an event is about, where that is known. */
  private static Stream<Integer> quantities(List<OfferingChange> concerned, Listing now) {
    if (concerned.isEmpty()) {
      return Stream.ofNullable(now.quantity());
    }
    return variations(concerned, now)
        .map(Offering::quantity)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull);
  }

  private static Stream<Offering> variations(List<OfferingChange> concerned, Listing now) {
    List<Long> numbers = concerned.stream().map(OfferingChange::number).toList();
    List<Offering> offerings = now.offerings() == null ? List.of() : now.offerings();
    return offerings.stream().filter(offering -> numbers.contains(offering.variation()));
  }
}
