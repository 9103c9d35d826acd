package dev.lowstock.etsy.api;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.TokenExpired;
import dev.lowstock.store.WrongKey;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls Etsy with a seller's access. Thread-safe, but for a series. */
public final class SellerCalls {
  private static final Logger LOG = LoggerFactory.getLogger(SellerCalls.class);

  /** A fresh access token lasts for ten minutes at least, and a call for half a minute at most. */
  private static final int MOST_CALLS = 20;

  private final EtsyCalls calls;
  private final EtsyQuota quota;
  private final GrantRows grants;
  private final SellerAccess access;

  public SellerCalls(EtsyCalls calls, EtsyQuota quota, GrantRows grants, SellerAccess access) {
    this.calls = calls;
    this.quota = quota;
    this.grants = grants;
    this.access = access;
  }

  /**
   * A good answer, or one about the call itself: that there is no such thing, that Etsy does not
   * take the call so, or that the seller did not allow it. What that means is for the caller to
   * decide.
   *
   * @throws AccessRevoked when the seller has to log in again
   * @throws KeyRefused when Etsy does not take our key
   * @throws EtsyUnavailable when the same call may work later
   * @throws WrongKey when the access was sealed with another key
   * @throws IOException when Etsy does not answer
   */
  public EtsyAnswer make(EtsyCall call, long sellerId) throws IOException {
    return new Series(sellerId).make(call);
  }

  /** Calls for a seller that follow each other. */
  public Series series(long sellerId) {
    return new Series(sellerId);
  }

  /** Calls for a seller that follow each other: most go with what was read for one before. */
  public final class Series {
    private final long sellerId;
    private @Nullable Grant known;
    private @Nullable Bearer bearer;
    private int callsWithIt;

    private Series(long sellerId) {
      this.sellerId = sellerId;
    }

    /** Makes a call, as {@link SellerCalls#make(EtsyCall, long)} does. */
    public EtsyAnswer make(EtsyCall call) throws IOException {
      Grant grant = grant();
      try {
        return make(call, grant);
      } catch (TokenExpired early) {
        // Etsy knows better than we when an access token has ended.
        grants.endToken(grant);
      }
      known = null;
      Grant renewed = grant();
      try {
        return make(call, renewed);
      } catch (TokenExpired refused) {
        throw new AccessRevoked(
            "Etsy takes no access token of seller " + sellerId + ": the seller has to log in again",
            renewed.tokenSealed());
      }
    }

    private Grant grant() throws IOException {
      Grant grant = known;
      if (grant == null || callsWithIt == MOST_CALLS) {
        grant = access.fresh(sellerId);
        bearer = access.bearer(grant);
        callsWithIt = 0;
        // Of one that is ending, or was refused, the next call has to know more.
        known = grant.life() == Grant.Life.FRESH && grant.refusals() == 0 ? grant : null;
      }
      callsWithIt++;
      return grant;
    }

    private EtsyAnswer make(EtsyCall call, Grant grant) throws IOException {
      return SellerCalls.this.make(call, grant, Objects.requireNonNull(bearer));
    }
  }

  private EtsyAnswer make(EtsyCall call, Grant grant, Bearer bearer) throws IOException {
    EtsyAnswer answer = calls.make(call.of(grant.sellerId()), bearer);
    if (answer.isToSellerAlone()) {
      hold(grant, answer);
    } else if (grant.refusals() > 0 && !answer.isRateLimit()) {
      grants.free(grant.sellerId());
    }
    try {
      answer.requireGoodOrAboutTheCall();
    } catch (AccessRevoked refused) {
      throw new AccessRevoked(answer.inShort(), grant.tokenSealed());
    }
    return answer;
  }

  /** Has the seller's calls wait, on all nodes: longer each time, at most an hour. */
  private void hold(Grant grant, EtsyAnswer answer) {
    long seconds = quota.secondsToHold(answer, grant.refusals());
    grants.hold(grant, seconds);
    LOG.warn(
        "Seller {}: {} to this seller alone; no call for this seller for {} s",
        grant.sellerId(),
        answer.inShort(),
        seconds);
  }
}
