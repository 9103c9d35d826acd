package dev.lowstock.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A seller of the sandbox and the one shop of that seller, in the seller's words. Thread-safe. */
public final class SandboxShop {

  private final String name;
  private final long sellerId;
  private final Marketplace marketplace;
  private final OAuthDesk desk;
  private final List<SandboxListing> listings = new CopyOnWriteArrayList<>();

  SandboxShop(String name, long sellerId, Marketplace marketplace, OAuthDesk desk) {
    this.name = name;
    this.sellerId = sellerId;
    this.marketplace = marketplace;
    this.desk = desk;
  }

  public String name() {
    return name;
  }

  public String loginName() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** What the feed calls {@code user_id}. */
  public long sellerId() {
    return sellerId;
  }

  public long shopId() {
    return sellerId - 5_000_000;
  }

  public List<SandboxListing> listings() {
    return List.copyOf(listings);
  }

  /** Puts a listing up for sale; the title as v2 tells it, with HTML entities. */
  public SandboxListing lists(String title, int quantity, String... skus) {
    SandboxListing listing = marketplace.open(this, title, quantity, List.of(skus));
    listings.add(listing);
    listing.announcesAgain();
    return listing;
  }

  public void goesOnVacation() {
    listings.stream()
        .filter(listing -> listing.state().equals("active"))
        .forEach(listing -> listing.becomes("vacation"));
  }

  public void isBack() {
    listings.stream()
        .filter(listing -> listing.state().equals("vacation"))
        .forEach(SandboxListing::renews);
  }

  /** Presses Allow in the browser and reads the pin. */
  public String allows(String loginUrl) {
    return SellersBrowser.allow(loginUrl, this);
  }

  /** Whether an app may read the listings. */
  public boolean hasAllowedAnApp() {
    return desk.isGranted(this);
  }

  /** Takes every permission back, as sellers can in their Etsy settings. */
  public void removesTheApp() {
    desk.revoke(this);
  }
}
