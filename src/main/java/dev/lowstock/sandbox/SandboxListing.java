package dev.lowstock.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A listing of a sandbox shop and what happens to it; the feed hears of changes of state only, as
 * at Etsy (API v2, real-time feeds), so a sale that leaves some is silent there. Thread-safe.
 */
public final class SandboxListing {

  private final long id;
  private final SandboxShop shop;
  private final Stock stock;
  private final boolean digital;
  private final Marketplace marketplace;
  private final Instant createdAt;
  private final List<Long> receipts = new ArrayList<>();
  private Instant changedAt;
  private Instant stateAt;
  private final Set<Integer> hidden = new HashSet<>();
  private boolean hasInventory = true;
  private boolean namesQuantityProperty = true;
  private int writes;
  private String title;
  private @Nullable Long section;
  private String state = "active";

  SandboxListing(
      long id,
      SandboxShop shop,
      String title,
      Stock stock,
      boolean digital,
      Marketplace marketplace) {
    this.id = id;
    this.shop = shop;
    this.title = title;
    this.stock = stock;
    this.digital = digital;
    this.marketplace = marketplace;
    this.createdAt = marketplace.now();
    this.changedAt = createdAt;
    this.stateAt = createdAt;
  }

  public long id() {
    return id;
  }

  public synchronized String title() {
    return title;
  }

  public boolean isDigital() {
    return digital;
  }

  /** In the words of v2. */
  public synchronized String state() {
    return state;
  }

  public synchronized int quantity() {
    return stock.quantity();
  }

  public List<String> skus() {
    return stock.skus();
  }

  /** The variation of that name. */
  public SandboxVariation variation(String name) {
    if (!stock.isPerProduct()) {
      throw new IllegalStateException("listing " + id + " has no variations");
    }
    int product = stock.product(name);
    return new SandboxVariation(this, product, stock.kinds().get(product));
  }

  /** Those that have a number each, in the order of the listing. */
  public List<SandboxVariation> variations() {
    return stock.isPerProduct()
        ? stock.kinds().stream().map(kind -> variation(String.valueOf(kind.value()))).toList()
        : List.of();
  }

  /** Somebody buys some; the last one makes it sold out. Takes the first variations first. */
  public synchronized void sells(int count) {
    sold(stock.take(count));
  }

  public synchronized void sellsOut() {
    sells(quantity());
  }

  /** Adds some, to the first variation; a listing that was sold out is for sale again. */
  public void restock(int count) {
    restockOf(0, count);
  }

  public void expires() {
    becomes("expired");
  }

  /** For sale again after it expired, was inactive or was away. */
  public void renews() {
    becomes("active");
  }

  /** Taken off sale by the seller, which v2 calls {@code edit} and v3 {@code inactive}. */
  public void deactivates() {
    becomes("edit");
  }

  /** Deleted by the seller: Etsy then does not find it. */
  public void isDeleted() {
    becomes("removed");
  }

  /** Its seller gives it another title. */
  public synchronized void isRenamed(String newTitle) {
    title = newTitle;
    changedAt = marketplace.now();
  }

  /** Its seller puts it into a section of the shop; only v3 tells which. */
  public synchronized void isPutInto(long newSection) {
    section = newSection;
    changedAt = marketplace.now();
  }

  /** Its inventory is null in v3, as of one never edited with the inventory tool. */
  public synchronized void neverHadInventory() {
    hasInventory = false;
  }

  /** Its inventory names no property that has the numbers, although they differ. */
  public synchronized void namesNoQuantityProperty() {
    namesQuantityProperty = false;
  }

  /**
   * A tool writes the whole inventory by API: every product has a new id, and is shown to buyers.
   *
   * @param left how many of a variation there are then, by its name; the others stay as they were
   */
  public synchronized void isRewritten(Map<String, Integer> left) {
    writes++;
    hidden.clear();
    left.forEach((name, count) -> stock.set(stock.product(name), count));
    changedAt = marketplace.now();
  }

  /** In any state, also one that neither version knows. */
  public synchronized void becomes(String newState) {
    state = newState;
    changedAt = marketplace.now();
    stateAt = changedAt;
    announcesAgain();
  }

  /** The same news once more, now: the feed shows some entries twice. */
  public synchronized void announcesAgain() {
    marketplace.announce(ListingJson.of(facts(List.of())));
  }

  /** The receipts of what was sold of it, oldest first. */
  public synchronized List<Long> receipts() {
    return List.copyOf(receipts);
  }

  synchronized int quantityOf(int product) {
    return stock.quantity(product);
  }

  synchronized long productId(int product) {
    return ListingSnapshot.productId(id, product, writes);
  }

  synchronized void hides(int product) {
    hidden.add(product);
    changedAt = marketplace.now();
  }

  synchronized void sellsOf(int product, int count) {
    sold(stock.takeFrom(product, count));
  }

  synchronized void restockOf(int product, int count) {
    stock.add(product, count);
    changedAt = marketplace.now();
    if (state.equals("sold_out")) {
      becomes("active");
    }
  }

  synchronized ListingJson.Facts facts(List<String> shownSkus) {
    return new ListingJson.Facts(
        id,
        state,
        title,
        quantity(),
        shownSkus,
        shop.sellerId(),
        shop.shopId(),
        shop.name(),
        createdAt,
        changedAt);
  }

  synchronized ListingSnapshot snapshot() {
    List<ListingSnapshot.Product> products =
        IntStream.range(0, stock.kinds().size()).mapToObj(this::product).toList();
    return new ListingSnapshot(
        id,
        shop,
        title,
        ListingSnapshot.stateInV3(state),
        state.equals("sold_out") ? 0 : quantity() - hidden.stream().mapToInt(stock::quantity).sum(),
        createdAt,
        changedAt,
        stateAt,
        digital,
        section,
        hasInventory,
        stock.property(),
        stock.isPerProduct(),
        namesQuantityProperty,
        products);
  }

  SandboxShop shop() {
    return shop;
  }

  private void sold(List<Integer> ranOut) {
    changedAt = marketplace.now();
    if (quantity() == 0) {
      becomes("sold_out");
    }
    List<Long> products = ranOut.stream().map(this::productId).toList();
    receipts.add(marketplace.sold(this, products));
  }

  private ListingSnapshot.Product product(int index) {
    Stock.Kind kind = stock.kinds().get(index);
    return new ListingSnapshot.Product(
        productId(index), kind.sku(), kind.value(), stock.quantity(index), hidden.contains(index));
  }
}
