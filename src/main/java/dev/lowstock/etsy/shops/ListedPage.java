package dev.lowstock.etsy.shops;

import static dev.lowstock.etsy.JsonFields.fields;
import static dev.lowstock.etsy.JsonFields.id;
import static dev.lowstock.etsy.JsonFields.items;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lowstock.etsy.EtsyUnavailable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A page of a list of listings. Not thread-safe. */
final class ListedPage {
  private final List<ListedEntry> entries = new ArrayList<>();
  private long count;
  private boolean hasResults;

  private ListedPage() {}

  /**
   * Reads the answer that a parser stands at to its end.
   *
   * @throws EtsyUnavailable when it has no list
   */
  static ListedPage read(JsonParser parser, long sellerId) throws IOException {
    ListedPage page = new ListedPage();
    fields(parser, name -> page.take(name, parser, sellerId));
    if (!page.hasResults) {
      throw new EtsyUnavailable("Etsy answered 200 without results");
    }
    return page;
  }

  private void take(String field, JsonParser parser, long sellerId) throws IOException {
    if (field.equals("count")) {
      count = id(parser);
    } else if (field.equals("results")) {
      entries.clear();
      hasResults = parser.currentToken() == JsonToken.START_ARRAY;
      items(parser, () -> entries.add(ListingReader.read(parser, sellerId)));
    }
  }

  /** How many there are on all pages, as Etsy says. */
  long count() {
    return count;
  }

  List<ListedEntry> entries() {
    return entries;
  }
}
