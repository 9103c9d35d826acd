package dev.lowstock.etsy.login;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyRefusedPin.Why;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.Seller;
import dev.lowstock.etsy.Wait;
import dev.lowstock.etsy.feed.AccessToken;
import dev.lowstock.etsy.feed.EtsyLogins;
import dev.lowstock.etsy.feed.SignedCalls;
import java.io.IOException;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log-ins of API v2, which end with a pin: OAuth 1.0a, out-of-band. The request token waits in the
 * database for its pin, so that several people may be logging in at once and a restart in between
 * loses nothing. Thread-safe.
 */
public final class PinLogIns implements LogIns {
  private static final Logger LOG = LoggerFactory.getLogger(PinLogIns.class);

  private static final long MILLIS_BEFORE_ASKING_AGAIN = 1000;

  private final LogInRows rows;
  private final SignedCalls calls;
  private final EtsyLogins etsy;
  private final Registrations registrations;

  public PinLogIns(
      LogInRows rows, SignedCalls calls, EtsyLogins etsy, Registrations registrations) {
    this.rows = rows;
    this.calls = calls;
    this.etsy = etsy;
    this.registrations = registrations;
  }

  @Override
  public String start(LogInChat chat) throws IOException {
    EtsyLogins.Started started = etsy.start(calls.make(etsy.requestToken()));
    rows.keep(chat.unnamed(), started.tokenSealed(), started.secretSealed(), null);
    LOG.info("Chat {}: log-in started", chat.address());
    return started.loginUrl();
  }

  @Override
  public boolean isOpen(LogInChat chat) {
    return !rows.open(chat).isEmpty();
  }

  @Override
  public void complete(LogInChat chat, String sent) throws IOException {
    Iterator<LogIn> open = rows.open(chat).iterator();
    while (open.hasNext()) {
      LogIn logIn = open.next();
      AccessToken access =
          etsy.grant(
              calls.make(etsy.accessToken(logIn.tokenSealed(), logIn.secretSealed(), sent)),
              open.hasNext());
      if (access != null) {
        registrations.link(
            chat,
            logIn.chat().topic(),
            seller(access),
            new SealedGrant(etsy.sealed(access.token()), etsy.sealed(access.secret()), null));
        return;
      }
    }
    throw new EtsyRefusedPin(Why.OTHER_LOGIN, "No log-in is open here");
  }

  /** The pin is spent: whose the access is, is worth asking twice. */
  private Seller seller(AccessToken access) {
    try {
      try {
        return identified(access);
      } catch (EtsyUnavailable | IOException e) {
        Wait.millis(MILLIS_BEFORE_ASKING_AGAIN);
        return identified(access);
      }
    } catch (KeyRefused refused) {
      throw refused;
    } catch (EtsyFailure | IOException e) {
      throw new LogInUnfinished(e);
    }
  }

  private Seller identified(AccessToken access) throws IOException {
    return etsy.seller(calls.make(etsy.self(access)));
  }
}
