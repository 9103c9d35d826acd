package dev.lowstock.etsy;

import dev.lowstock.store.WrongKey;
import java.io.IOException;
import java.util.Map;

/** Who is asked for the SKUs of a stock event: a version of Etsy's API. */
public interface SkuSource {

  /**
   * What Etsy told.
   *
   * @param event with what more of it is known now
   * @param skus one a line; empty when the listing has none
   */
  record Found(Map<String, Object> event, String skus) {}

  /**
   * Asks Etsy, with the access of the seller.
   *
   * @param event a row of select-claimed-stock-events.sql
   * @throws AccessRevoked when the seller has to log in again
   * @throws ListingGone when Etsy does not know the listing any more
   * @throws EtsyFailure when Etsy does not tell
   * @throws WrongKey when the access was sealed with another key
   * @throws IOException when Etsy does not answer
   */
  Found find(Map<String, Object> event) throws IOException;

  /**
   * Tells the seller's chats, once, that Etsy withdrew the access.
   *
   * @param tokenSealed the access as it was known
   * @param refused says which access Etsy refused, if that is known
   */
  void accessRevoked(long sellerId, String tokenSealed, AccessRevoked refused);
}
