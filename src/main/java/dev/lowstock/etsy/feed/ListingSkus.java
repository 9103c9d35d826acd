package dev.lowstock.etsy.feed;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.SkuSource;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** The SKUs of a stock event as its listing tells them. Thread-safe. */
public final class ListingSkus implements SkuSource {
  private final SignedCalls calls;
  private final EtsyLogins logins;
  private final Consumer<Map<String, Object>> revoked;

  /**
   * Asks Etsy.
   *
   * @param revoked takes an event whose access Etsy withdrew
   */
  public ListingSkus(SignedCalls calls, EtsyLogins logins, Consumer<Map<String, Object>> revoked) {
    this.calls = calls;
    this.logins = logins;
    this.revoked = revoked;
  }

  @Override
  public Found find(Map<String, Object> event) throws IOException {
    return new Found(event, logins.skus(calls.make(logins.listing(event))));
  }

  @Override
  public void accessRevoked(Map<String, Object> event, AccessRevoked refused) {
    revoked.accept(event);
  }
}
