package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Messages;
import dev.lowstock.store.Rows;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a row of table listing for people: columns listing_id and title, and of what is low. */
final class ListingRow {
  /** So that as many listings as are named fit into one message. */
  private static final int LONGEST_TITLE = 80;

  private static final int LONGEST_NAME = 60;

  private ListingRow() {}

  static String page(Map<String, Object> row) {
    return "https://www.etsy.com/listing/" + row.get("listing_id");
  }

  /** Its title as a buyer reads it, cut, or its number where it has none. */
  static String title(Messages messages, @Nullable String language, Map<String, Object> row) {
    Object id = String.valueOf(row.get("listing_id"));
    String title = AlertText.plain((String) row.get("title"));
    return title.isEmpty()
        ? messages.text(language, "listing.untitled", Map.of("id", id))
        : AlertText.cut(title, LONGEST_TITLE);
  }

  /** A line that says how many are left of it, or of the variation in column name. */
  static String left(Messages messages, @Nullable String language, Map<String, Object> row) {
    Object name = row.get("name");
    return messages.text(
        language,
        name == null ? "status.leftLine" : "status.variationLine",
        Map.of(
            "listing",
            page(row),
            "title",
            title(messages, language, row),
            "name",
            name == null ? "" : AlertText.cut(name.toString(), LONGEST_NAME),
            "count",
            Rows.number(row, "left_now")));
  }
}
