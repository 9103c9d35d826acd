package dev.lowstock.store;

/** What the database holds was encrypted with a key that is not among ours. */
public final class WrongKey extends RuntimeException {
  WrongKey() {
    super(
        "SECRET_KEY does not fit the stored tokens: set the key that this database was used with");
  }
}
