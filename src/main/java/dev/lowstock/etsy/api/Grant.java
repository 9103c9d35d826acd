package dev.lowstock.etsy.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The access to a seller's shop that stands, as the database keeps it.
 *
 * @param tokenSealed the access token
 * @param secretSealed the refresh token
 * @param refusals how often in a row Etsy refused this seller alone (429)
 * @param held for how long no call may be made for this seller; null when one may
 */
record Grant(
    long sellerId,
    String tokenSealed,
    String secretSealed,
    int refusals,
    Life life,
    @Nullable Duration held) {

  /** How long the access token lasts. */
  enum Life {
    FRESH,
    /** Ten minutes at most. */
    ENDING,
    ENDED
  }

  @Override
  public String toString() {
    return "Grant[seller " + sellerId + ", " + life + "]";
  }
}
