package dev.lowstock.etsy.shops;

/** The look took too long and its shop is another's now: what it saw is dropped. */
public final class LookLost extends RuntimeException {
  LookLost(ShopLook look) {
    super(look + " lost its lease");
  }
}
