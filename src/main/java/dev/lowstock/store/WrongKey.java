package dev.lowstock.store;

import java.nio.file.Path;

/** What the database holds was encrypted with a key that is not among ours. */
public final class WrongKey extends RuntimeException {
  WrongKey() {
    super(
        "SECRET_KEY does not fit the stored tokens: set the key that this database was used with");
  }

  WrongKey(Path keyFile) {
    super(
        "The key file "
            + keyFile
            + " does not fit the stored tokens: put back the one that this database was used with");
  }
}
