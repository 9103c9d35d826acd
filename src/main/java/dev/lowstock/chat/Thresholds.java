package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.store.ToldLows;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks and sets at how many left the shops, listings and variations of a chat are low. Thread-safe.
 */
public final class Thresholds {
  private final ThresholdRows rows;
  private final ToldLows told;
  private final ThresholdReplies replies;

  public Thresholds(ThresholdRows rows, ToldLows told, ThresholdReplies replies) {
    this.rows = rows;
    this.told = told;
    this.replies = replies;
  }

  /** Sets the number of the one shop; asks for the number or the shop where they are not said. */
  Message askOrSet(ChatRequest request) {
    List<ShopThreshold> shops = rows.ofShops(request);
    return request.count() != null && shops.size() == 1
        ? set(request)
        : replies.ask(request, shops);
  }

  /** Sets the number of the shop that is named, or of all, and says what holds now. */
  Message set(ChatRequest request) {
    int changed = rows.setShops(request);
    List<ShopThreshold> shops = rows.ofShops(request);
    List<Long> sellers = shops.stream().map(ShopThreshold::sellerId).toList();
    return replies.set(request, shops, changed, lowNow(request, sellers, request.subject(), null));
  }

  /** Asks for the number of one listing, or of a variation of it, or for the variation. */
  Message askListing(ChatRequest request) {
    return replies.askListing(request, rows.ofListing(request, request.listing()));
  }

  /** Sets the number of one listing or variation, and says what holds now. */
  Message setListing(ChatRequest request) {
    rows.setListing(request);
    Optional<ListingThreshold> listing = rows.ofListing(request, request.listing());
    List<Long> sellers = listing.stream().map(ListingThreshold::sellerId).toList();
    return replies.setListing(request, listing, lowNow(request, sellers, null, request.listing()));
  }

  /** Forgets what is low no more, and says what is low already. */
  private List<ListingLine> lowNow(
      ChatRequest request,
      Collection<Long> sellers,
      @Nullable Long seller,
      @Nullable Long listingId) {
    if (sellers.isEmpty()) {
      return List.of();
    }
    told.forget(sellers);
    return rows.lowAlready(request, seller, listingId);
  }
}
