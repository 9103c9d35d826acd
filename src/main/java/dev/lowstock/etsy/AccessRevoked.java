package dev.lowstock.etsy;

/** The seller removed the app at Etsy: no call with this token will work again. */
public final class AccessRevoked extends EtsyFailure {

  public AccessRevoked(String message) {
    super(message);
  }
}
