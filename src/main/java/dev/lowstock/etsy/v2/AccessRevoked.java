package dev.lowstock.etsy.v2;

/** The seller removed the app at Etsy: no call with this token will work again. */
public final class AccessRevoked extends EtsyFailure {

  AccessRevoked(String message) {
    super(message);
  }
}
