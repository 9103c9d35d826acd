package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.TimeWords;
import dev.lowstock.stock.StockEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one message that a look at a whole shop owes: after the first look, and after the first since
 * its access was gone.
 */
public final class Summaries {
  private static final List<String> KINDS =
      List.of(
          StockEvent.SOLD_OUT,
          StockEvent.VARIATION_SOLD_OUT,
          StockEvent.LOW,
          StockEvent.TAKEN_DOWN,
          StockEvent.RESTOCKED);

  private final Messages messages;
  private final TimeWords times;

  public Summaries(Messages messages) {
    this.messages = messages;
    this.times = new TimeWords(messages);
  }

  /** How many of these events there are of each kind. */
  static Map<String, Integer> counts(Collection<StockEvent> events) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    events.forEach(event -> counts.merge(event.kind(), 1, Integer::sum));
    return counts;
  }

  /**
   * After the first look.
   *
   * @param tellsSingles whether it can be chosen to hear less of one-of-a-kind listings
   */
  Message baseline(SummaryRows.Shop found, @Nullable String language, boolean tellsSingles) {
    String shop = found.name();
    long forSale = found.forSale();
    long soldOut = found.soldOut();
    long low = found.low();
    long threshold = found.threshold();
    if (forSale + soldOut == 0) {
      return message(language, "summary.empty", Map.of("shop", shop));
    }
    List<Object> counts = new ArrayList<>();
    counts.add(messages.html(language, "summary.forSale", Map.of("count", forSale)));
    counts.add(messages.html(language, "summary.soldOut", Map.of("count", soldOut)));
    if (threshold > 0) {
      counts.add(
          messages.html(language, "summary.low", Map.of("count", low, "threshold", threshold)));
    }
    Message watching =
        message(
            language,
            "summary.watching",
            Map.of("shop", shop, "counts", messages.list(language, counts)));
    return found.singles() == 0 ? watching : withSingles(watching, found, language, tellsSingles);
  }

  private Message withSingles(
      Message watching, SummaryRows.Shop found, @Nullable String language, boolean tellsSingles) {
    long singles = found.singles();
    String text =
        watching.html()
            + "\n\n"
            + messages.text(language, "summary.singles", Map.of("count", singles));
    if (!tellsSingles) {
      return new Message(text, watching.buttons());
    }
    List<List<Button>> buttons = new ArrayList<>(watching.buttons());
    buttons.add(
        List.of(
            Button.action(messages.text(language, "button.singleDigest"), "single:digest"),
            Button.action(messages.text(language, "button.singleOff"), "single:off")));
    return new Message(text + " " + messages.text(language, "summary.singlesAsk"), buttons);
  }

  /**
   * After the first look since the access was gone.
   *
   * @param since when it was gone
   * @param counts how many listings, by kind of stock event, see {@link #counts}
   * @param zone of the chat; null: it did not choose one
   */
  Message resumed(
      String shop,
      Instant since,
      Map<String, Integer> counts,
      @Nullable String language,
      @Nullable ZoneId zone) {
    List<Object> parts =
        KINDS.stream()
            .filter(kind -> counts.getOrDefault(kind, 0) > 0)
            .map(
                kind ->
                    messages.html(
                        language, "changed." + kind, Map.of("count", counts.getOrDefault(kind, 0))))
            .toList();
    String day = times.day(language, since, zone);
    return parts.isEmpty()
        ? message(language, "summary.resumedQuiet", Map.of("shop", shop, "day", day))
        : message(
            language,
            "summary.resumed",
            Map.of("shop", shop, "day", day, "counts", messages.list(language, parts)));
  }

  private Message message(@Nullable String language, String key, Map<String, Object> values) {
    return new Message(
        messages.text(language, key, values),
        List.of(
            List.of(
                Button.action(messages.text(language, "button.status"), "status"),
                Button.action(messages.text(language, "button.low"), "threshold"))));
  }

  /** The same where it is also the first to say that the log-in is done. */
  Message done(Message told, @Nullable String language) {
    return new Message(messages.text(language, "summary.done") + " " + told.html(), told.buttons());
  }
}
