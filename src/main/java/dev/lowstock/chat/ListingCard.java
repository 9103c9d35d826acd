package dev.lowstock.chat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listing as one chat sees it.
 *
 * @param state as Etsy names it; {@code missing} where a look found it in no list of the shop
 * @param left units of all variations; null where Etsy did not say
 * @param url of its page; null where Etsy did not say
 * @param single whether there never was more than one of it
 * @param threshold low at or below it
 * @param variations those with a number of their own, those with the fewest left first
 * @param skus of the listing as a whole, where its variations have no numbers of their own
 * @param told null: nothing yet
 * @param several whether the chat watches several shops
 * @param zone of the chat; null: it did not choose one
 * @param now the database's time when this was read
 */
record ListingCard(
    long listingId,
    long sellerId,
    @Nullable String shopName,
    @Nullable String title,
    String state,
    @Nullable Integer left,
    @Nullable String url,
    boolean single,
    Threshold threshold,
    Mute mute,
    List<Variation> variations,
    List<String> skus,
    @Nullable Told told,
    boolean several,
    @Nullable ZoneId zone,
    Instant now) {

  ListingCard {
    variations = List.copyOf(variations);
    skus = List.copyOf(skus);
  }

  /** Whose choice a threshold is. */
  enum Whose {
    LISTING,
    SHOP,
    USUAL
  }

  /** At how many left it is low, and whose number that is. */
  record Threshold(int count, Whose whose) {}

  /**
   * Whether the chat is told of it.
   *
   * @param until when it is again; null: no time was chosen, or it is over
   * @param untilBack when it is back in stock
   */
  record Mute(@Nullable Instant until, boolean untilBack) {
    boolean isOn() {
      return untilBack || until != null;
    }
  }

  /**
   * A variation.
   *
   * @param own low at or below it, by the chat's choice for this variation; null: as the listing
   */
  record Variation(@Nullable String name, @Nullable String sku, int left, @Nullable Integer own) {}

  /** What the chat was told last, a kind of stock event. */
  record Told(String kind, Instant at) {}

  boolean isForSale() {
    return state.equals("active");
  }

  /** Whether it is sold out, or one of its variations. */
  boolean isOut() {
    return isSoldOut() || variations.stream().anyMatch(variation -> variation.left() == 0);
  }

  boolean isSoldOut() {
    return state.equals("sold_out") || (isForSale() && left != null && left == 0);
  }
}
