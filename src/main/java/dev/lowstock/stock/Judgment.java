package dev.lowstock.stock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a stock event one recipient is to hear. 'Low' is told of what fell to or below
 * the threshold, and is not remembered as told to this recipient; 'taken down' of what had few left
 * by it. All else is told as it is.
 */
public final class Judgment {
  /**
   * Etsy's highest quantity is 999: of what has nearly that, there is no stock, but as much as is
   * ordered. It is never low.
   */
  public static final int MADE_TO_ORDER = 900;

  /** Stands for a listing as a whole where its variations have their numbers. */
  public static final long WHOLE = 0;

  /**
   * What is to be told.
   *
   * @param told false when it is nothing
   * @param offerings the variations to be named; empty when they are those of the event
   * @param lows what is to be remembered as told low: numbers of variations, or {@link #WHOLE}
   */
  public record Verdict(boolean told, List<OfferingChange> offerings, List<Long> lows) {}

  /**
   * What this recipient is to hear.
   *
   * @param event the id of the event; events are numbered in the order in which they were noticed
   * @param quantityBefore of the listing; null for an event that no look made: it is told as it is
   * @param lowAt the thresholds of this recipient
   * @param toldLow the events by which variations, or the whole listing, were told as low last
   */
  public Verdict of(
      long event,
      String kind,
      @Nullable Integer quantity,
      @Nullable Integer quantityBefore,
      List<OfferingChange> offerings,
      LowAt lowAt,
      Map<Long, Long> toldLow) {
    if (offerings.isEmpty()) {
      if (kind.equals(StockEvent.TAKEN_DOWN)) {
        boolean few = hadFew(quantity, quantityBefore, lowAt.listing());
        return new Verdict(few, List.of(), List.of());
      }
      if (!kind.equals(StockEvent.LOW) || quantityBefore == null || quantity == null) {
        return new Verdict(true, List.of(), List.of());
      }
      boolean low = isNews(event, quantity, quantityBefore, lowAt.listing(), toldLow.get(WHOLE));
      return new Verdict(low, List.of(), low ? List.of(WHOLE) : List.of());
    }
    List<OfferingChange> told = new ArrayList<>();
    List<Long> lows = new ArrayList<>();
    for (OfferingChange each : offerings) {
      Integer left = each.quantity();
      Integer before = each.before();
      int threshold = lowAt.of(each.number());
      if (each.hidden()) {
        if (hadFew(left, before, threshold)) {
          told.add(each);
        }
      } else if (left == null || left == 0 || before == null || left > before) {
        told.add(each);
      } else if (isNews(event, left, before, threshold, toldLow.get(each.number()))) {
        told.add(each);
        lows.add(each.number());
      }
    }
    return new Verdict(!told.isEmpty(), told.size() == offerings.size() ? List.of() : told, lows);
  }

  /** Below how many what was taken off sale may have run out, by a threshold. */
  static int few(int threshold) {
    return Math.max(threshold, 1);
  }

  /** What is not known may have been few. */
  private static boolean hadFew(@Nullable Integer left, @Nullable Integer before, int threshold) {
    int few = few(threshold);
    return left == null || before == null || left <= few || before <= few;
  }

  /**
   * Whether a fall is news.
   *
   * @param toldBy the event by which it was told as low last; null when it was not
   */
  private static boolean isNews(
      long event, int left, int before, int threshold, @Nullable Long toldBy) {
    boolean wasAbove = before > threshold && (toldBy == null || toldBy < event);
    return left < MADE_TO_ORDER && left <= threshold && (toldBy == null || wasAbove);
  }
}
