package dev.lowstock.etsy.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.alert.Message;
import dev.lowstock.bot.QuietBot;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyRefusedPin.Why;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.store.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Logging in to API v2, against an Etsy that speaks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinLogInsTest {
  private static final LogInChat ADA =
      new LogInChat("telegram", "1001", 17L, "1001", "en", "Ada @ada");
  private static final LogInChat GRACE =
      new LogInChat("telegram", "1002", null, "1002", "en", "Grace");

  private final List<String> said = new CopyOnWriteArrayList<>();
  private Database database;
  private JdbcTemplate rows;
  private SandboxEtsy etsy;
  private QuietBot bot;
  private LogIns logIns;
  private SandboxShop shop;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = Database.openFile(folder.resolve("lowstock"));
    rows = new JdbcTemplate(database.dataSource());
    etsy = SandboxEtsy.start();
    shop = etsy.shop("BlueMugs");
    bot =
        QuietBot.with(
            database,
            Map.of(
                "ETSY_API",
                "v2",
                "ETSY_API_URL",
                etsy.url() + "/",
                "ETSY_CONSUMER_KEY",
                etsy.keys().consumerKey(),
                "ETSY_SHARED_SECRET",
                etsy.keys().sharedSecret()),
            "classpath:routes/*.camel.yaml,classpath:routes/hooks/*.camel.yaml",
            new Telegram());
    logIns = bot.logIns();
  }

  @AfterAll
  void stop() {
    bot.close();
    etsy.close();
    database.close();
  }

  @BeforeEach
  void empty() {
    etsy.heals();
    said.clear();
    for (String table : List.of("login", "chat", "seller")) {
      rows.update("DELETE FROM " + table);
    }
  }

  @Test
  void pinLinksTheChatAndTellsIt() throws Exception {
    String pin = shop.allows(logIns.start(ADA));
    assertThat(logIns.isOpen(ADA)).isTrue();
    assertThat(logIns.isOpen(GRACE)).isFalse();

    logIns.complete(ADA, pin);

    assertThat(logIns.isOpen(ADA)).isFalse();
    assertThat(rows.queryForMap("SELECT seller_id, topic, linked_by FROM subscription"))
        .containsEntry("SELLER_ID", shop.sellerId())
        .containsEntry("TOPIC", 17L)
        .containsEntry("LINKED_BY", "1001");
    assertThat(said).singleElement().asString().contains("17: ", "I watch");
    assertThat(count("etsy_grant WHERE expires_at IS NULL")).isOne();
  }

  @Test
  void pinOfTheButtonBeforeIsTakenToo() throws Exception {
    String pin = shop.allows(logIns.start(ADA));
    logIns.start(ADA);

    logIns.complete(ADA, pin);

    assertThat(count("subscription")).isOne();
  }

  @Test
  void wrongPinMayBeFollowedByTheRightOne() throws Exception {
    String pin = shop.allows(logIns.start(ADA));

    assertThatThrownBy(() -> logIns.complete(ADA, "00000000"))
        .isInstanceOfSatisfying(
            EtsyRefusedPin.class, refused -> assertThat(refused.why()).isEqualTo(Why.WRONG));
    logIns.complete(ADA, pin);

    assertThat(count("subscription")).isOne();
  }

  @Test
  void pinEndsNoLogInOfSomebodyElse() throws Exception {
    String pin = shop.allows(logIns.start(ADA));

    assertThatThrownBy(() -> logIns.complete(GRACE, pin))
        .isInstanceOfSatisfying(
            EtsyRefusedPin.class, refused -> assertThat(refused.why()).isEqualTo(Why.OTHER_LOGIN));
  }

  @Test
  void sellerWhomEtsyDoesNotNameAtFirstIsAskedForAgain() throws Exception {
    String pin = shop.allows(logIns.start(ADA));
    etsy.breaks(EtsyEndpoint.SELF, EtsyFault.status(503, "Sorry"), 1);

    logIns.complete(ADA, pin);

    assertThat(count("subscription")).isOne();
  }

  @Test
  void accessWithoutASellerIsUnfinished() throws Exception {
    String pin = shop.allows(logIns.start(ADA));
    etsy.breaks(EtsyEndpoint.SELF, EtsyFault.status(503, "Sorry"));

    assertThatThrownBy(() -> logIns.complete(ADA, pin))
        .isInstanceOf(LogInUnfinished.class)
        .hasMessageContaining("503");
    assertThat(count("seller")).isZero();
  }

  @Test
  void logInThatEtsyDoesNotStartLeavesNothing() {
    etsy.breaks(EtsyEndpoint.REQUEST_TOKEN, EtsyFault.status(503, "Sorry"));

    assertThatThrownBy(() -> logIns.start(ADA)).isInstanceOf(EtsyUnavailable.class);

    assertThat(count("login")).isZero();
  }

  @Test
  void signedCallsAreCountedAndNeverRedirected() {
    int before = etsy.count(EtsyEndpoint.SELF);
    double failed = failedRequests();
    etsy.breaks(
        EtsyEndpoint.REQUEST_TOKEN,
        EtsyFault.redirect(302, URI.create(etsy.url() + "/v2/users/__SELF__")));

    assertThatThrownBy(() -> logIns.start(ADA))
        .isInstanceOf(EtsyUnavailable.class)
        .hasMessageContaining("302");

    assertThat(etsy.count(EtsyEndpoint.SELF)).isEqualTo(before);
    assertThat(failedRequests()).isEqualTo(failed + 1);
  }

  private double failedRequests() {
    Counter counter =
        bot.bean("metricsRegistry", MeterRegistry.class)
            .find("etsy_open_api_calls")
            .tags("operation", "request_token", "outcome", "failed")
            .counter();
    return counter == null ? 0 : counter.count();
  }

  private int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }

  /** Telegram takes every message. */
  private final class Telegram extends RouteBuilder {
    @Override
    public void configure() {
      from("direct:notify-telegram")
          .routeId("notify-telegram")
          .errorHandler(noErrorHandler())
          .process(
              exchange ->
                  said.add(
                      exchange.getVariable("topic")
                          + ": "
                          + exchange.getVariable("message", Message.class).html()));
    }
  }
}
