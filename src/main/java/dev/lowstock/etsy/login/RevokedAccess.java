package dev.lowstock.etsy.login;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.feed.EtsyLogins;
import dev.lowstock.etsy.feed.SignedCalls;
import dev.lowstock.store.AfterCommit;
import dev.lowstock.store.Database;
import dev.lowstock.store.ShopHearer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the chats of a seller whose access Etsy withdrew, in API v2: each is told once, however
 * many nodes notice it, with a button to log in again. The feed goes on without the access; only
 * the SKUs are missing. Thread-safe.
 */
public final class RevokedAccess {
  private static final Logger LOG = LoggerFactory.getLogger(RevokedAccess.class);

  private final RegistrationRows rows;
  private final LogInRows logIns;
  private final SignedCalls calls;
  private final EtsyLogins etsy;
  private final LogInNotices notices;

  public RevokedAccess(
      Database database, SignedCalls calls, EtsyLogins etsy, LogInNotices notices) {
    this.rows = new RegistrationRows(database);
    this.logIns = new LogInRows(database);
    this.calls = calls;
    this.etsy = etsy;
    this.notices = notices;
  }

  /**
   * Marks the access withdrawn and owes the notices, unless there was a new log-in meanwhile.
   *
   * @param tokenSealed the access that was refused
   */
  public void tell(long seller, String tokenSealed) {
    List<ShopHearer> hearers = rows.chatsToWarn(seller);
    if (!hearers.isEmpty()) {
      EtsyLogins.Started started = started();
      rows.together(() -> tell(seller, tokenSealed, hearers, started));
    }
  }

  private void tell(
      long seller,
      String tokenSealed,
      List<ShopHearer> hearers,
      EtsyLogins.@Nullable Started started) {
    // Only the first who notices it changes a row, and tells.
    if (rows.markRevoked(seller, tokenSealed)) {
      notices.oweAccessRevoked(hearers, started == null ? null : started.loginUrl());
      if (started != null) {
        logIns.keepForSeller(seller, started.tokenSealed(), started.secretSealed());
      }
      AfterCommit.run(
          () -> LOG.info("Etsy withdrew the access to seller {}: its chats are told", seller));
    }
  }

  /** A new log-in; null when Etsy gives none: without a button, the notice asks for /start. */
  private EtsyLogins.@Nullable Started started() {
    try {
      return etsy.start(calls.make(etsy.requestToken()));
    } catch (EtsyFailure | IOException e) {
      return null;
    }
  }
}
