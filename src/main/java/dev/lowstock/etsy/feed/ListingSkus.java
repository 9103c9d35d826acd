package dev.lowstock.etsy.feed;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.SkuSource;
import dev.lowstock.store.Rows;
import java.io.IOException;
import java.util.Map;

/** The SKUs of a stock event as its listing tells them. Thread-safe. */
public final class ListingSkus implements SkuSource {
  private final SignedCalls calls;
  private final EtsyLogins logins;
  private final Revoked revoked;

  /** Tells a seller's chats that Etsy withdrew the access that was sealed so. */
  public interface Revoked {
    void tell(long sellerId, String tokenSealed);
  }

  public ListingSkus(SignedCalls calls, EtsyLogins logins, Revoked revoked) {
    this.calls = calls;
    this.logins = logins;
    this.revoked = revoked;
  }

  @Override
  public Found find(Map<String, Object> event) throws IOException {
    SignedCall call =
        logins.listing(
            Rows.text(event, "token_sealed"),
            Rows.text(event, "secret_sealed"),
            Rows.number(event, "listing_id"));
    return new Found(event, logins.skus(calls.make(call)));
  }

  @Override
  public void accessRevoked(long sellerId, String tokenSealed, AccessRevoked refused) {
    revoked.tell(sellerId, tokenSealed);
  }
}
