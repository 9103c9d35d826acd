package dev.lowstock.etsy.api;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.Wait;
import dev.lowstock.etsy.api.Grant.Life;
import dev.lowstock.store.Leases;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.WrongKey;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sellers' access to Etsy, which lasts an hour and is renewed with a refresh token that Etsy
 * replaces each time. One node renews it at a time, and stores the new pair before it is used.
 * Thread-safe.
 *
 * <p>If the process dies between Etsy's answer and the database, the pair is lost: the next renewal
 * fails with {@link AccessRevoked}, and the seller has to log in again.
 */
public final class SellerAccess {
  private static final Logger LOG = LoggerFactory.getLogger(SellerAccess.class);

  /** Another node is waited for so many times: three seconds in all. */
  private static final int MOST_WAITS = 12;

  private static final long MILLIS_OF_A_WAIT = 250;

  private final GrantRows grants;
  private final Leases leases;
  private final EtsyCalls calls;
  private final EtsyOAuth2 oauth;
  private final TokenCipher cipher;

  public SellerAccess(
      GrantRows grants, Leases leases, EtsyCalls calls, EtsyOAuth2 oauth, TokenCipher cipher) {
    this.grants = grants;
    this.leases = leases;
    this.calls = calls;
    this.oauth = oauth;
    this.cipher = cipher;
  }

  /**
   * A seller's grant, whose access token lasts for some minutes more.
   *
   * @throws AccessRevoked when the seller has to log in again
   * @throws EtsyUnavailable while the seller's calls wait, and when another node that renews the
   *     grant is not done
   * @throws EtsyFailure when Etsy does not renew a grant that has ended
   */
  Grant fresh(long sellerId) throws IOException {
    Grant grant = standing(sellerId);
    return grant.life() == Life.FRESH ? grant : renewed(grant);
  }

  /**
   * The access token of a grant.
   *
   * @throws WrongKey when it was sealed with another key
   */
  Bearer bearer(Grant grant) {
    return new Bearer(cipher.decrypt(grant.tokenSealed()));
  }

  private Grant standing(long sellerId) {
    Grant grant =
        grants
            .find(sellerId)
            .orElseThrow(
                () ->
                    new AccessRevoked(
                        "Seller " + sellerId + " has to log in again: there is no access"));
    if (grant.held() != null) {
      throw new EtsyUnavailable(
          "Etsy refused calls of seller "
              + sellerId
              + " (429); the next is made in "
              + grant.held().toSeconds()
              + " s");
    }
    return grant;
  }

  private Grant renewed(Grant old) throws IOException {
    String lease = leases.begin("etsy_grant");
    try {
      return grants.claim(old, lease) ? renewed(old, lease) : awaited(old);
    } finally {
      leases.end(lease);
    }
  }

  /** Renews a grant under a lease; without an answer, keeps what there is as long as it lasts. */
  Grant renewed(Grant old, String lease) throws IOException {
    try {
      trade(old);
    } catch (AccessRevoked refused) {
      // A node that was slow may have lost the race: what is stored now counts.
      requireReplaced(old);
    } catch (EtsyUnavailable | KeyRefused | IOException e) {
      if (old.life() != Life.ENDING) {
        throw e;
      }
      LOG.warn(
          "Seller {}: {}; the access token is good for a while yet",
          old.sellerId(),
          e.getMessage());
      return old;
    } finally {
      grants.release(old.sellerId(), lease);
    }
    return standing(old.sellerId());
  }

  private void requireReplaced(Grant old) {
    Grant now = standing(old.sellerId());
    if (now.secretSealed().equals(old.secretSealed())) {
      throw new AccessRevoked(
          "Etsy takes the refresh token no more: the seller has to log in again",
          now.tokenSealed());
    }
  }

  /** Trades the refresh token of a grant for a new pair, and stores that. */
  private void trade(Grant old) throws IOException {
    EtsyCall refresh = oauth.refresh(cipher.decrypt(old.secretSealed())).of(old.sellerId());
    Tokens pair = oauth.parseRefreshed(calls.make(refresh));
    grants.store(
        old,
        cipher.encrypt(pair.accessToken()),
        cipher.encrypt(pair.refreshToken()),
        pair.expiresIn());
  }

  /** Waits for who renews the grant, unless its access token has not ended yet. */
  private Grant awaited(Grant old) throws IOException {
    Grant grant = old;
    for (int waits = 0; grant.life() == Life.ENDED && waits < MOST_WAITS; waits++) {
      Wait.millis(MILLIS_OF_A_WAIT);
      grant = standing(old.sellerId());
    }
    if (grant.life() == Life.ENDED) {
      throw new EtsyUnavailable("The access token has ended and is not refreshed yet");
    }
    return grant;
  }
}
