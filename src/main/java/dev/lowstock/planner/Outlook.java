package dev.lowstock.planner;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.jspecify.annotations.Nullable;

/**
 * What may become of a listing before it is looked at again: the lines that it may cross by
 * selling.
 *
 * @param seenAt when it was seen so
 * @param perDay units that it sells in a day
 * @param lines what it may become by that
 */
public record Outlook(Instant seenAt, double perDay, List<Line> lines) {

  /**
   * A line that is crossed when so much has been sold.
   *
   * @param left units until then
   * @param share of the listing's sales that count
   */
  public record Line(int left, double share) {}

  public Outlook {
    lines = List.copyOf(lines);
  }

  /**
   * The lines ahead of a listing: few left, sold out, and each variation sold out.
   *
   * @param rate what has been learned of its sales until it was seen
   * @param usual units a day of a listing of which nothing is known
   * @param quantity how many are for sale; null when it is not for sale
   * @param threshold few are left at so many, 0 to leave that out
   * @param variations how many are left of each; empty when there are none or they share a quantity
   */
  public static Outlook of(
      Instant seenAt,
      SaleRate rate,
      double usual,
      @Nullable Integer quantity,
      int threshold,
      List<Integer> variations) {
    List<Line> lines = new ArrayList<>();
    if (quantity != null && quantity > 0) {
      if (threshold > 0 && quantity > threshold) {
        lines.add(new Line(quantity - threshold, 1));
      }
      List<Integer> left = variations.stream().filter(each -> each > 0).toList();
      int all = left.stream().mapToInt(Integer::intValue).sum();
      if (left.size() < 2) {
        lines.add(new Line(quantity, 1));
      } else {
        left.forEach(each -> lines.add(new Line(each, (double) each / all)));
      }
    }
    return new Outlook(seenAt, rate.unsold(seenAt).perDay(usual), lines);
  }

  /**
   * How much a look brings when the listing has been unseen for so long, in days: the time that it
   * took to each line, if that was crossed, on average over what may have happened. A look that
   * comes when this is the same for all listings finds crossings soonest on the whole; it is
   * Whittle's index of a look at sales that come at random (a Poisson process).
   */
  public double index(Duration unseen) {
    return index(days(unseen));
  }

  double index(double days) {
    double index = 0;
    for (Line line : lines) {
      double rate = perDay * line.share();
      index += line.left() / rate * RegularizedGamma.P.value(line.left() + 1.0, rate * days);
    }
    return index;
  }

  static double days(Duration time) {
    return time.toMillis() / 86_400_000.0;
  }
}
