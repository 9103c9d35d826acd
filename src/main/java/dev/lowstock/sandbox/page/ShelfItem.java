package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.ChatButton;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.SandboxListing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/** A listing on Ada's shelf, its picture, and how its last sell-out went. Thread-safe. */
final class ShelfItem {
  private final SandboxListing listing;
  private final String picture;
  private final int usualStock;
  private final Pattern editPage;
  private @Nullable SoldOut soldOut;
  private boolean everTold;

  ShelfItem(SandboxListing listing, String picture) {
    this.listing = listing;
    this.picture = picture;
    this.usualStock = listing.quantity();
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

  synchronized @Nullable SoldOut soldOut() {
    return soldOut;
  }

  /** Sells some, or the last ones; returns whether that sold it out. */
  synchronized boolean sell(int count, Clock clock) {
    Instant at = clock.instant();
    listing.sells(count);
    if (listing.quantity() > 0) {
      return false;
    }
    soldOut = SoldOut.at(at);
    return true;
  }

  synchronized boolean sellOut(Clock clock) {
    return sell(listing.quantity(), clock);
  }

  /** Up to as many as there were at first, at least one. */
  synchronized void restock() {
    listing.restock(Math.max(1, usualStock - listing.quantity()));
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

  /** Whether Ada ever heard of it. */
  synchronized boolean wasEverTold() {
    return everTold;
  }

  synchronized void missed() {
    if (soldOut != null && soldOut.isWaiting()) {
      soldOut = soldOut.missedForGood();
    }
  }

  private boolean isAbout(ChatMessage message) {
    return editPage.matcher(message.html()).find()
        || message.buttons().stream()
            .map(ChatButton::url)
            .anyMatch(url -> url.filter(page -> editPage.matcher(page).find()).isPresent());
  }
}
