package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.ChatButton;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxVariation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/** A listing of a shop, its picture, and how its last sell-out went. Thread-safe. */
final class ShelfItem {
  private final SandboxListing listing;
  private final String picture;
  private final int usualStock;
  private final List<Integer> usualStocks;
  private final Pattern editPage;
  private @Nullable SoldOut soldOut;
  private boolean everTold;

  ShelfItem(SandboxListing listing, String picture) {
    this.listing = listing;
    this.picture = picture;
    this.usualStock = listing.quantity();
    this.usualStocks = listing.variations().stream().map(SandboxVariation::quantity).toList();
    // Only alerts lead to it: /status links the listing alone.
    this.editPage = Pattern.compile("/listings/" + listing.id() + "(?!\\d)");
  }

  SandboxListing listing() {
    return listing;
  }

  String picture() {
    return picture;
  }

  /** As people read it: Etsy tells titles with HTML entities. */
  String title() {
    return StringEscapeUtils.unescapeHtml4(listing.title());
  }

  boolean hasVariation(String name) {
    return listing.variations().stream().anyMatch(variation -> variation.name().equals(name));
  }

  synchronized @Nullable SoldOut soldOut() {
    return soldOut;
  }

  /** Sells some, or the last ones; returns what sold out with that, or nothing. */
  synchronized @Nullable String sell(int count, Clock clock) {
    Instant at = clock.instant();
    listing.sells(count);
    return ranOut(at, null);
  }

  synchronized @Nullable String sellOut(Clock clock) {
    return sell(listing.quantity(), clock);
  }

  /** Sells one of a variation; returns what sold out with that, or nothing. */
  synchronized @Nullable String sellOne(String name, Clock clock) {
    Instant at = clock.instant();
    SandboxVariation variation = listing.variation(name);
    variation.sells(1);
    return variation.quantity() > 0 ? null : ranOut(at, variation.name());
  }

  /** Up to as many as there were at first, at least one. */
  synchronized void restock() {
    List<SandboxVariation> variations = listing.variations();
    if (listing.quantity() >= usualStock || variations.isEmpty()) {
      listing.restock(Math.max(1, usualStock - listing.quantity()));
    } else {
      for (int i = 0; i < variations.size(); i++) {
        int lacking = usualStocks.get(i) - variations.get(i).quantity();
        if (lacking > 0) {
          variations.get(i).restock(lacking);
        }
      }
    }
    soldOut = null;
  }

  /** Takes note when this message tells of the sell-out; returns how long that took. */
  synchronized @Nullable Duration told(ChatMessage message, Instant at) {
    if (soldOut == null || !soldOut.isWaiting() || !isAbout(message)) {
      return null;
    }
    soldOut = soldOut.told(at);
    everTold = true;
    return soldOut.toldAfter();
  }

  /** Whether anybody ever heard of it. */
  synchronized boolean wasEverTold() {
    return everTold;
  }

  synchronized void missed() {
    if (soldOut != null && soldOut.isWaiting()) {
      soldOut = soldOut.missedForNow();
    }
  }

  /** What there is none of any more: the listing, or else that variation, if there is one. */
  private @Nullable String ranOut(Instant at, @Nullable String variation) {
    boolean all = listing.quantity() == 0;
    if (!all && variation == null) {
      return null;
    }
    soldOut = SoldOut.at(at, all ? null : variation);
    return all ? title() : title() + " (" + variation + ")";
  }

  private boolean isAbout(ChatMessage message) {
    return editPage.matcher(message.html()).find()
        || message.buttons().stream()
            .map(ChatButton::url)
            .anyMatch(url -> url.filter(page -> editPage.matcher(page).find()).isPresent());
  }
}
