package dev.lowstock.sandbox;

/** One variation of a listing, which has a number of its own. Thread-safe. */
public final class SandboxVariation {

  private final SandboxListing listing;
  private final int product;
  private final Stock.Kind kind;

  SandboxVariation(SandboxListing listing, int product, Stock.Kind kind) {
    this.listing = listing;
    this.product = product;
    this.kind = kind;
  }

  public String name() {
    return String.valueOf(kind.value());
  }

  public String sku() {
    return kind.sku();
  }

  public long productId() {
    return listing.productId(product);
  }

  public int quantity() {
    return listing.quantityOf(product);
  }

  /** The last one of the last variation makes the listing sold out. */
  public void sells(int count) {
    listing.sellsOf(product, count);
  }

  public void sellsOut() {
    sells(quantity());
  }

  /** Hidden from buyers with as many as there are, as stock tools do; a rewrite shows it again. */
  public void isHidden() {
    listing.hides(product);
  }

  /** Adds some; a listing that was sold out is for sale again. */
  public void restock(int count) {
    listing.restockOf(product, count);
  }
}
