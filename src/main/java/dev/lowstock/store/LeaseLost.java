package dev.lowstock.store;

/** A lease has run out, or would during what comes next: another node may have the work by now. */
public final class LeaseLost extends RuntimeException {
  LeaseLost() {
    super("the lease has run out; another node may have the work now");
  }
}
