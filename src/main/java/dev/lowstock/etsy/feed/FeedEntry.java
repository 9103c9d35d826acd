package dev.lowstock.etsy.feed;

import static dev.lowstock.etsy.JsonFields.id;
import static dev.lowstock.etsy.JsonFields.quantity;
import static dev.lowstock.etsy.JsonFields.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lowstock.stock.Listing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one entry of the feed; what it does not keep is skipped unread. For one entry only. */
final class FeedEntry {
  private static final int LONGEST_TEXT = 500;

  private long listingId;
  private long sellerId;
  private @Nullable String state;
  private @Nullable String title;
  private @Nullable String shopName;
  private @Nullable String url;
  private @Nullable Integer quantity;
  private long section;
  private long modifiedAt;
  private long stateAt;
  private long endingAt;
  private long createdAt;

  /**
   * Reads on to the end of the entry.
   *
   * @return null without an id, a seller or a state
   */
  @Nullable Listing read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      take(field, parser);
      parser.skipChildren();
    }
    return listingId <= 0 || sellerId <= 0 || state == null
        ? null
        : new Listing(
            listingId,
            sellerId,
            state,
            title,
            shopName,
            url,
            changedAt(),
            section > 0 ? section : null,
            quantity);
  }

  private void take(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "listing_id" -> listingId = id(parser);
      case "user_id" -> sellerId = id(parser);
      case "state" -> state = text(parser, 40);
      case "title" -> title = text(parser, LONGEST_TEXT);
      case "url" -> url = text(parser, LONGEST_TEXT);
      case "quantity" -> quantity = quantity(parser);
      case "shop_section_id" -> section = id(parser);
      case "last_modified_tsz" -> modifiedAt = id(parser);
      case "state_tsz" -> stateAt = id(parser);
      case "ending_tsz" -> endingAt = id(parser);
      case "creation_tsz" -> createdAt = id(parser);
      case "Shop" -> shopName = shopName(parser);
      default -> {}
    }
  }

  private static @Nullable String shopName(JsonParser parser) throws IOException {
    String name = null;
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        if (field.equals("shop_name")) {
          name = text(parser, 100);
        }
        parser.skipChildren();
      }
    }
    return name;
  }

  /** When the entry changed; the feed's own time first, then the next best that tells it apart. */
  private long changedAt() {
    for (long time : new long[] {modifiedAt, stateAt, endingAt, createdAt}) {
      if (time > 0) {
        return time;
      }
    }
    return 0;
  }
}
