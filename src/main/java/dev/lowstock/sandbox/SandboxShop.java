package dev.lowstock.sandbox;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A seller of the sandbox and the one shop of that seller, in the seller's words. Thread-safe. */
public final class SandboxShop {

  private final String name;
  private final long sellerId;
  private final Marketplace marketplace;
  private final Permissions permissions;
  private final List<SandboxListing> listings = new CopyOnWriteArrayList<>();
  private volatile boolean onVacation;

  SandboxShop(String name, long sellerId, Marketplace marketplace, Permissions permissions) {
    this.name = name;
    this.sellerId = sellerId;
    this.marketplace = marketplace;
    this.permissions = permissions;
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

  /**
   * Puts a listing up for sale; the title as Etsy tells it, with HTML entities. Several SKUs are
   * several products that share one number.
   */
  public SandboxListing lists(String title, int quantity, String... skus) {
    return opens(title, Stock.shared(quantity, List.of(skus)), false);
  }

  /** Puts a listing up for sale whose variations, such as colours, each have their own number. */
  public SandboxListing listsVariations(
      String title, String property, VariationStock... variations) {
    return opens(title, Stock.of(property, List.of(variations)), false);
  }

  /** Puts a download up for sale, of which there is always enough. */
  public SandboxListing listsDigital(String title) {
    return opens(title, Stock.shared(999, List.of()), true);
  }

  /** In v2 the listings change their state; in v3 they stay as they are and the shop is away. */
  public void goesOnVacation() {
    onVacation = true;
    listings.stream()
        .filter(listing -> listing.state().equals("active"))
        .forEach(listing -> listing.becomes("vacation"));
  }

  public void isBack() {
    onVacation = false;
    listings.stream()
        .filter(listing -> listing.state().equals("vacation"))
        .forEach(SandboxListing::renews);
  }

  public boolean isOnVacation() {
    return onVacation;
  }

  /** Presses Allow in the browser and reads the pin. */
  public String allows(String loginUrl) {
    return SellersBrowser.allow(loginUrl, this);
  }

  /** Presses Allow on the page of v3: where Etsy then sends the browser, which does not go. */
  public URI grants(String connectUrl) {
    return SellersBrowser.decide(connectUrl, this, "allow");
  }

  /** Presses "No, thanks": where Etsy then sends the browser, which does not go. */
  public URI refuses(String connectUrl) {
    return SellersBrowser.decide(connectUrl, this, "refuse");
  }

  /**
   * All that the seller does in the browser for v3: presses Allow, goes where Etsy sends the
   * browser, and confirms there. Returns the HTML of the last page.
   */
  public String logsIn(String connectUrl) {
    return confirms(grants(connectUrl));
  }

  /** Goes to that page of the app and confirms what it asks: the HTML of the last page. */
  public String confirms(URI page) {
    return SellersBrowser.confirm(page);
  }

  /** Whether an app may read the listings, through either version. */
  public boolean hasAllowedAnApp() {
    return permissions.isGranted(this);
  }

  /** Takes every permission back, as sellers can in their Etsy settings. */
  public void removesTheApp() {
    permissions.revoke(this);
  }

  /** With which Etsy takes every permission back. */
  public void changesPassword() {
    permissions.revoke(this);
  }

  private SandboxListing opens(String title, Stock stock, boolean digital) {
    SandboxListing listing = marketplace.open(this, title, stock, digital);
    listings.add(listing);
    listing.announcesAgain();
    return listing;
  }
}
