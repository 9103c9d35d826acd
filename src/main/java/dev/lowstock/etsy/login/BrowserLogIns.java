package dev.lowstock.etsy.login;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyRefusedPin.Why;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.Seller;
import dev.lowstock.etsy.api.EtsyConnect;
import dev.lowstock.etsy.api.EtsyOAuth2;
import dev.lowstock.etsy.api.Tokens;
import dev.lowstock.store.TokenCipher;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log-ins of API v3, which end in the browser, or by the code of it sent to the bot: OAuth 2.0,
 * authorization code with PKCE. One waits 15 minutes, sealed, and is ended once, on whatever node.
 * If the process dies after that and before the chat is linked, a new log-in is needed.
 * Thread-safe.
 */
public final class BrowserLogIns implements LogIns {
  private static final Logger LOG = LoggerFactory.getLogger(BrowserLogIns.class);

  private final LogInRows rows;
  private final EtsyConnect etsy;
  private final TokenCipher cipher;
  private final Registrations registrations;

  public BrowserLogIns(
      LogInRows rows, EtsyConnect etsy, TokenCipher cipher, Registrations registrations) {
    this.rows = rows;
    this.etsy = etsy;
    this.cipher = cipher;
    this.registrations = registrations;
  }

  @Override
  public String start(LogInChat chat) {
    EtsyOAuth2.Opened opened = etsy.open();
    rows.keep(
        chat,
        cipher.encrypt(opened.state()),
        cipher.encrypt(opened.verifier()),
        CallbackAddress.hash(opened.state()));
    LOG.info("Chat {}: log-in started", chat.address());
    return opened.loginUrl();
  }

  @Override
  public boolean isOpen(LogInChat chat) {
    return !rows.open(chat).isEmpty();
  }

  @Override
  public void complete(LogInChat chat, String sent) throws IOException {
    CallbackAddress address = CallbackAddress.pasted(sent);
    Iterator<LogIn> meant = meant(address, rows.open(chat)).iterator();
    while (meant.hasNext()) {
      LogIn logIn = meant.next();
      Tokens tokens = rows.claim(logIn) ? tried(logIn, address.code(), meant.hasNext()) : null;
      if (tokens != null) {
        link(chat, logIn, tokens);
        return;
      }
    }
    throw new EtsyRefusedPin(Why.OTHER_LOGIN, "The log-in was ended elsewhere");
  }

  /**
   * Which of the open log-ins are to be tried with what a person sent: the one whose state came
   * with the code, or all of them with a code alone.
   *
   * @throws EtsyRefusedPin when there is nothing to be tried
   */
  static List<LogIn> meant(CallbackAddress address, List<LogIn> open) {
    List<LogIn> meant =
        open.stream()
            .filter(logIn -> logIn.stateHash() != null)
            .filter(
                logIn -> address.state().isEmpty() || address.stateHash().equals(logIn.stateHash()))
            .toList();
    if (meant.isEmpty()) {
      throw new EtsyRefusedPin(Why.OTHER_LOGIN, "The state is of no log-in that is open here");
    }
    if (!address.error().isEmpty()) {
      throw address.isDenied()
          ? new EtsyRefusedPin(Why.DENIED, "The seller did not allow it")
          : new EtsyRefusedPin("Etsy gave an error in place of a code");
    }
    if (address.code().isEmpty()) {
      throw new EtsyRefusedPin("What was sent holds no code");
    }
    return meant;
  }

  /** The tokens that a code brought; null when it is refused and others are to be tried. */
  private @Nullable Tokens tried(LogIn logIn, String code, boolean others) throws IOException {
    Tokens tokens = null;
    try {
      tokens = exchange(logIn, code);
    } catch (EtsyRefusedPin refused) {
      if (!others) {
        throw refused;
      }
      LOG.debug("Chat {}: not the newest log-in, trying the one before", logIn.chat().address());
    } finally {
      // Another code may be sent, or the same again.
      if (tokens == null) {
        rows.free(logIn);
      }
    }
    return tokens;
  }

  /**
   * Ends a log-in with the code that the browser brought, and links the chat in which it was begun.
   * It may be ended again only if Etsy did not say whether it takes the code.
   *
   * @return the seller; nothing when somebody else has ended it
   */
  Optional<Seller> end(LogIn logIn, String code) throws IOException {
    if (!rows.claim(logIn)) {
      return Optional.empty();
    }
    Tokens tokens;
    try {
      tokens = exchange(logIn, code);
    } catch (EtsyRefusedPin refused) {
      throw refused;
    } catch (EtsyFailure | IOException e) {
      rows.free(logIn);
      throw e;
    }
    return Optional.of(link(logIn.chat(), logIn, tokens));
  }

  private Tokens exchange(LogIn logIn, String code) throws IOException {
    return etsy.tokens(code, cipher.decrypt(logIn.secretSealed()));
  }

  private Seller link(LogInChat chat, LogIn logIn, Tokens tokens) {
    Seller seller = seller(tokens);
    registrations.link(
        chat,
        logIn.chat().topic(),
        seller,
        new SealedGrant(
            cipher.encrypt(tokens.accessToken()),
            cipher.encrypt(tokens.refreshToken()),
            tokens.expiresIn()));
    return seller;
  }

  private Seller seller(Tokens tokens) {
    try {
      return etsy.seller(tokens);
    } catch (EtsyRefusedPin | KeyRefused refused) {
      throw refused;
    } catch (EtsyFailure | IOException e) {
      throw new LogInUnfinished(e);
    }
  }
}
