package dev.lowstock.etsy.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.stock.Listing;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of {@code GET /v2/feeds/listings/latest}, entry by entry and bounded in size.
 *
 * <p>An entry that cannot be read is counted and left out; an answer that is not the whole page
 * fails, so that it is asked for again. Thread-safe.
 */
public final class FeedReader {
  /** A full page has about 200 kB. */
  private static final long LARGEST_ANSWER = 16L * 1024 * 1024;

  private static final int LARGEST_ERROR = 4096;

  private static final Set<String> STATES =
      Set.of(
          "active",
          "sold_out",
          "expired",
          "removed",
          "edit",
          "vacation",
          "private",
          "unavailable",
          "draft",
          "create",
          "alchemy");

  // Without the source in its messages: an error line shall not repeat what Etsy sent.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

  /**
   * Reads the answer to the request of a window.
   *
   * @throws KeyRefused when Etsy does not take the feeds key
   * @throws EtsyUnavailable for every other answer that is not a page
   */
  public FeedPage read(FeedWindow window, int status, @Nullable InputStream body)
      throws IOException {
    if (body == null) {
      throw new EtsyUnavailable("Etsy answered " + status + " with nothing");
    }
    try (BoundedAnswer answer = new BoundedAnswer(body, LARGEST_ANSWER)) {
      if (status != 200) {
        throw refused(status, new String(answer.readNBytes(LARGEST_ERROR), StandardCharsets.UTF_8));
      }
      try (JsonParser parser = JSON.createParser(answer)) {
        FeedPage page = page(parser);
        if (page.entries() == 0 && page.count() > 0 && window.offset() == 0) {
          throw new EtsyUnavailable(
              "Etsy counted " + page.count() + " entries and sent none of them");
        }
        return page;
      } catch (JsonProcessingException | CharConversionException e) {
        if (answer.isOutgrown()) {
          return FeedPage.outgrown();
        }
        throw new EtsyUnavailable("Etsy answered 200 with malformed or cut JSON", e);
      } catch (IOException e) {
        if (answer.isOutgrown()) {
          return FeedPage.outgrown();
        }
        throw e;
      }
    }
  }

  private static EtsyFailure refused(int status, String body) {
    EtsyAnswer answer = new EtsyAnswer(status, body);
    if (answer.isRefusal() && status != 400) {
      return new KeyRefused(answer.inShort() + ": check ETSY_FEEDS_KEY and ETSY_CONSUMER_KEY");
    }
    if (status == 404 || status == 410 || answer.isHtml()) {
      return new EtsyUnavailable(
          answer.inShort()
              + ": this looks like the retired v2 API, which Etsy switched off in 2023");
    }
    return answer.unavailable("");
  }

  private static FeedPage page(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new EtsyUnavailable(
          "Etsy answered 200, but not with a page of the feed: this looks like the retired v2 API");
    }
    long count = -1;
    int entries = 0;
    boolean hasResults = false;
    List<Listing> listings = new ArrayList<>();
    Map<String, Integer> states = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if ("count".equals(field) && value == JsonToken.VALUE_NUMBER_INT) {
        count = parser.getLongValue();
      } else if ("results".equals(field) && value == JsonToken.START_ARRAY) {
        hasResults = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          entries++;
          Listing listing = new FeedEntry().read(parser);
          if (listing != null) {
            listings.add(listing);
          }
          states.merge(
              listing == null
                  ? "unreadable"
                  : STATES.contains(listing.state()) ? listing.state() : "unknown",
              1,
              Integer::sum);
        }
      } else {
        parser.skipChildren();
      }
    }
    // In the middle of a window it would look like the window's end, and the rest would be lost.
    if (!hasResults) {
      throw new EtsyUnavailable("Etsy answered 200 without results");
    }
    return new FeedPage(Math.max(count, 0), entries, List.copyOf(listings), states, false);
  }
}
