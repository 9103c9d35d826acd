package dev.lowstock.etsy;

import org.jspecify.annotations.Nullable;

/** The seller removed the app at Etsy: no call with this token will work again. */
public final class AccessRevoked extends EtsyFailure {
  private final @Nullable String tokenSealed;

  public AccessRevoked(String message) {
    this(message, null);
  }

  /**
   * With the access that Etsy refused: the seller may have logged in anew since.
   *
   * @param tokenSealed its token, as the database keeps it
   */
  public AccessRevoked(String message, @Nullable String tokenSealed) {
    super(message);
    this.tokenSealed = tokenSealed;
  }

  /** The token that Etsy refused, as the database keeps it; null when that is not known. */
  public @Nullable String tokenSealed() {
    return tokenSealed;
  }
}
