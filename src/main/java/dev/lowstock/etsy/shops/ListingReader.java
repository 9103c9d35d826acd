package dev.lowstock.etsy.shops;

import static dev.lowstock.etsy.JsonFields.fields;
import static dev.lowstock.etsy.JsonFields.flag;
import static dev.lowstock.etsy.JsonFields.id;
import static dev.lowstock.etsy.JsonFields.quantity;
import static dev.lowstock.etsy.JsonFields.text;

import com.fasterxml.jackson.core.JsonParser;
import dev.lowstock.stock.Listing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a listing with its inventory (Open API v3, ShopListingWithAssociations): every field may be
 * missing, and missing inventory is not zero stock. For one listing only.
 */
final class ListingReader {
  private static final int LONGEST_TITLE = 500;
  private static final int LONGEST_URL = 1000;

  private long listingId;
  private @Nullable String state;
  private @Nullable String title;
  private @Nullable String url;
  private boolean download;
  private long stateAt;
  private long updatedAt;
  private long modifiedAt;
  private long section;
  private @Nullable Integer quantity;
  private boolean hasVariations;
  private @Nullable InventoryReader inventory;

  private ListingReader() {}

  /** Reads the entry of a list that a parser stands at to its end. */
  static ListedEntry read(JsonParser parser, long sellerId) throws IOException {
    ListingReader reader = new ListingReader();
    fields(parser, name -> reader.take(name, parser));
    return new ListedEntry(
        reader.listingId, reader.listing(sellerId), reader.hasVariations, reader.inventory != null);
  }

  private void take(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "listing_id" -> listingId = id(parser);
      case "state" -> state = text(parser, 40);
      case "title" -> title = text(parser, LONGEST_TITLE);
      case "url" -> url = text(parser, LONGEST_URL);
      // A download never runs out (Open API v3, listing_type).
      case "listing_type" -> download = "download".equals(parser.getText());
      case "state_timestamp" -> stateAt = id(parser);
      case "updated_timestamp" -> updatedAt = id(parser);
      case "last_modified_timestamp" -> modifiedAt = id(parser);
      case "shop_section_id" -> section = id(parser);
      case "quantity" -> quantity = quantity(parser);
      case "has_variations" -> hasVariations = flag(parser, false);
      case "inventory" -> inventory = InventoryReader.read(parser);
      default -> {}
    }
  }

  /** Null when it has no id or no state, or is a download, which has no stock. */
  private @Nullable Listing listing(long sellerId) {
    return listingId <= 0 || state == null || download
        ? null
        : new Listing(
            listingId,
            sellerId,
            state,
            title,
            null,
            url,
            stateAt,
            Math.max(Listing.LOOKED_AT, updatedAt > 0 ? updatedAt : modifiedAt),
            section > 0 ? section : null,
            quantity,
            inventory == null ? null : inventory.offerings(quantity));
  }
}
