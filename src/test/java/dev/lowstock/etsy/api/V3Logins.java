package dev.lowstock.etsy.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Message;
import dev.lowstock.bot.QuietBot;
import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.login.LogInChat;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.store.Database;
import dev.lowstock.store.Leases;
import dev.lowstock.store.TokenCipher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Logging in by the real routes, and a seller's access, between a database and an Etsy. */
public final class V3Logins implements AutoCloseable {
  private static final String ROUTES =
      "classpath:routes/*.camel.yaml,classpath:routes/hooks/*.camel.yaml,classpath:routes/commands/*.camel.yaml,"
          + "classpath:routes/v3/receive-callback.camel.yaml";

  public final AtomicInteger looksWanted = new AtomicInteger();
  public final List<Message> sent = new CopyOnWriteArrayList<>();
  public final URI callback;
  final GrantRows grants;
  final SellerAccess access;
  final SellerCalls calls;
  private final QuietBot bot;

  public V3Logins(Database database, SandboxEtsy etsy) throws Exception {
    int port = FreePorts.next();
    this.callback = URI.create("http://127.0.0.1:" + port + "/etsy/callback");
    etsy.registersRedirect(callback.toString());
    this.bot =
        QuietBot.serving(
            database,
            Map.of(
                "ETSY_API", "v3",
                "HTTP_PORT", Integer.toString(port),
                "ETSY_API_URL", etsy.url().toString(),
                "ETSY_CONNECT_URL", etsy.connectUrl().toString(),
                "ETSY_REDIRECT_URI", callback.toString(),
                "ETSY_CONSUMER_KEY", etsy.keys().consumerKey(),
                "ETSY_SHARED_SECRET", etsy.keys().sharedSecret()),
            ROUTES,
            new Neighbours());
    bot.looksWanted().wakes(looksWanted::incrementAndGet);
    EtsyCalls etsyCalls = bot.etsyCalls();
    EtsyOAuth2 oauth =
        new EtsyOAuth2(
            etsy.url().toString(),
            etsy.connectUrl().toString(),
            etsy.keys().consumerKey(),
            callback.toString(),
            false,
            new SecureRandom());
    this.grants = new GrantRows(database.statements());
    this.access =
        new SellerAccess(
            grants, new Leases(database), etsyCalls, oauth, new TokenCipher(List.of(new byte[32])));
    this.calls = new SellerCalls(etsyCalls, bot.etsyQuota(), grants, access);
  }

  /** Telegram takes every message. */
  private final class Neighbours extends RouteBuilder {
    @Override
    public void configure() {
      from("direct:notify-telegram")
          .routeId("notify-telegram")
          .errorHandler(noErrorHandler())
          .process(exchange -> sent.add(exchange.getVariable("message", Message.class)));
    }
  }

  /** Says /start in a chat: where the button leads. */
  public String starts(String chat) {
    return starts(chat, "Chat " + chat);
  }

  /** The same, in a chat that people call so. */
  public String starts(String chat, String name) {
    try {
      return bot.logIns().start(new LogInChat("telegram", chat, null, chat, "en", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends something that may end a log-in of the chat. */
  public Exchange sends(String chat, String text) {
    return hears(chat, "/pin " + text);
  }

  /** Says something without a command. */
  public Exchange says(String chat, String text) {
    return hears(chat, text);
  }

  private Exchange hears(String chat, String text) {
    long id = Long.parseLong(chat);
    Map<String, Object> message =
        Map.of(
            "chat",
            Map.of("id", id, "type", "private", "first_name", "Chat " + chat),
            "from",
            Map.of("id", id, "language_code", "en"),
            "text",
            text);
    return bot.call("answer-update", Map.of("update_id", 1, "message", message), Map.of());
  }

  void logsIn(String chat, SandboxShop shop) {
    int before = looksWanted.get();
    Exchange ended = sends(chat, shop.grants(starts(chat)).toString());
    assertThat(ended.getException()).isNull();
    assertThat(looksWanted.get()).isGreaterThan(before);
  }

  Exchange call(String route, Map<String, ?> variables) {
    return bot.call(route, variables);
  }

  /** An access token of a seller that lasts for some minutes more. */
  public String token(long sellerId) throws IOException {
    return access.bearer(access.fresh(sellerId)).token();
  }

  /** Has the shop paused of a seller whose access Etsy refused. */
  void pauses(long sellerId, AccessRevoked refused) {
    bot.shopPause().pause(sellerId, "of before", refused);
  }

  @Override
  public void close() {
    bot.close();
  }
}
