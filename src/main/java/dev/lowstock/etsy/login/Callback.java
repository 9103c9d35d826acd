package dev.lowstock.etsy.login;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.Seller;
import dev.lowstock.etsy.login.CallbackPage.Page;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the seller's browser when it comes from Etsy, and when its form is sent. It names the
 * chat that will be told and asks before it is linked: the link to Etsy may have come from somebody
 * else. Whatever goes wrong is a page too. Thread-safe.
 */
public final class Callback {
  private static final Logger LOG = LoggerFactory.getLogger(Callback.class);

  private static final int TOO_MANY_REQUESTS = 429;

  private final BooleanSupplier room;
  private final LogInRows rows;
  private final BrowserLogIns logIns;
  private final CallbackPage page;

  /**
   * Ends log-ins.
   *
   * @param room takes a place among the requests of this second, if there is one
   */
  public Callback(BooleanSupplier room, LogInRows rows, BrowserLogIns logIns, CallbackPage page) {
    this.room = room;
    this.rows = rows;
    this.logIns = logIns;
    this.page = page;
  }

  /** Asks which chat is to be linked. */
  public void ask(Exchange exchange) {
    String query = exchange.getMessage().getHeader(Exchange.HTTP_QUERY, String.class);
    answer(exchange.getMessage(), CallbackRequest.of(query));
  }

  /** Does what the seller decided about the chat. */
  public void decide(Exchange exchange) {
    answer(exchange.getMessage(), CallbackRequest.decided(exchange.getMessage().getBody()));
  }

  private void answer(Message message, CallbackRequest asked) {
    Page answer = answer(asked);
    // What a browser sent goes on into no answer.
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    message.setHeader(Exchange.CONTENT_TYPE, "text/html; charset=utf-8");
    message.setHeader("Content-Security-Policy", page.policy());
    // The address holds a code; it is nobody else's and stays nowhere.
    message.setHeader("Referrer-Policy", "no-referrer");
    message.setHeader("Cache-Control", "no-store");
    message.setHeader("X-Content-Type-Options", "nosniff");
    if (answer.status() == TOO_MANY_REQUESTS) {
      message.setHeader("Retry-After", "1");
    }
    message.setBody(answer.html());
  }

  private Page answer(CallbackRequest asked) {
    // Before the database is asked: a state can be made up by anybody.
    if (!room.getAsBoolean()) {
      return page.say(null, "busy");
    }
    LogInChat chat = null;
    try {
      Optional<LogIn> logIn = rows.ofState(asked.stateHash());
      chat = logIn.map(LogIn::chat).orElse(null);
      return answer(asked, logIn.orElse(null));
    } catch (EtsyRefusedPin e) {
      LOG.info("Callback: {}", e.getMessage());
      return page.say(chat, e.why().name());
    } catch (KeyRefused e) {
      LOG.error("Callback: {}", e.getMessage());
      return page.say(chat, "key_refused");
    } catch (LogInUnfinished e) {
      LOG.warn("Callback: {}", e.getMessage());
      return page.say(chat, "unfinished");
    } catch (EtsyFailure | IOException e) {
      LOG.warn("Callback: {}", e.getMessage());
      return page.say(chat, "away");
    } catch (RuntimeException e) {
      LOG.error("Callback: {}: {}", e.getClass().getSimpleName(), e.getMessage());
      return page.say(chat, "sorry");
    }
  }

  private Page answer(CallbackRequest asked, @Nullable LogIn logIn) throws IOException {
    String next = asked.next(logIn);
    if (logIn == null) {
      return page.say(null, next);
    }
    LogInChat chat = logIn.chat();
    return switch (next) {
      case "ask" -> page.ask(asked, chat);
      case "link" -> {
        Optional<Seller> seller = logIns.end(logIn, asked.code());
        yield seller
            .map(linked -> page.linked(chat, linked.shopName(), linked.sellerId()))
            .orElseGet(() -> page.say(chat, "used"));
      }
      case "decline" -> {
        boolean unused = rows.claim(logIn);
        yield page.say(chat, next);
      }
      default -> page.say(chat, next);
    };
  }
}
