package dev.lowstock.bot;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramFault;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What /observe/health says while the database is well. */
class HealthTest {
  private WatchedBot bot;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    bot = WatchedBot.start(directory);
  }

  @AfterEach
  void close() {
    bot.close();
  }

  @Test
  void everyCheckTellsHowItIs() throws Exception {
    await()
        .atMost(60, SECONDS)
        .untilAsserted(
            () -> {
              assertThat(bot.check("etsy"))
                  .matches("UP the feed last answered \\d+ s ago; it is read up to \\d+ s ago");
              assertThat(bot.check("telegram")).startsWith("UP ");
              assertThat(bot.check("outbox")).isEqualTo("UP nothing is owed");
            });
    assertThat(bot.check("database")).isEqualTo("UP ");
    assertThat(bot.check("server")).isEqualTo("UP ");
    assertThat(bot.status("/observe/health")).isEqualTo(200);
    assertThat(bot.get("/observe/health/ready").body()).contains("database").doesNotContain("etsy");
    assertThat(bot.get("/observe/health/live").body())
        .contains("server")
        .doesNotContain("database");
  }

  @Test
  void anOutageOfEtsyAndTelegramIsToldAndIsNoReasonToBeUnhealthy() throws Exception {
    bot.tellsOfASellOut();

    bot.etsy.breaksEverywhere(EtsyFault.status(503, "Down for maintenance"));
    bot.telegram.failAlways(TelegramFault.refuses(502, "Bad Gateway"));
    bot.ada.says("/status");

    await()
        .atMost(60, SECONDS)
        .untilAsserted(
            () -> {
              assertThat(bot.check("etsy"))
                  .startsWith("UP ")
                  .contains("trouble: Etsy answered 503");
              assertThat(bot.check("telegram")).startsWith("UP ").contains("trouble: ");
            });
    assertThat(bot.status("/observe/health")).isEqualTo(200);
    assertThat(bot.status("/observe/health/ready")).isEqualTo(200);
    assertThat(bot.status("/observe/health/live")).isEqualTo(200);
  }

  @Test
  void whatTelegramDoesNotTakeIsToldAsOwed() throws Exception {
    bot.tellsOfASellOut();

    bot.telegram.failAlways("sendMessage", TelegramFault.refuses(502, "Bad Gateway"));
    bot.ada.says("/help");

    await()
        .atMost(60, SECONDS)
        .untilAsserted(
            () -> {
              assertThat(bot.check("outbox"))
                  .matches("UP 1 alert\\(s\\) owed, the oldest for \\d+ s");
              assertThat(bot.metric("outbox_alerts")).hasValue(1);
              assertThat(bot.metric("alerts_total{outcome=\"postponed\"}").orElse(0)).isPositive();
            });

    bot.telegram.heal();
    await()
        .atMost(60, SECONDS)
        .untilAsserted(() -> assertThat(bot.check("outbox")).isEqualTo("UP nothing is owed"));
  }

  @Test
  void noSecretIsTold() throws Exception {
    bot.tellsOfASellOut();
    bot.etsy.breaksEverywhere(EtsyFault.status(401, "API key sandboxfeedskey000000001 is refused"));
    bot.telegram.failAlways(new TelegramFault.HangsUp());
    await().atMost(60, SECONDS).until(() -> bot.check("etsy").contains("trouble"));

    String told =
        bot.get("/observe/health?exposureLevel=full&data=true&stackTrace=true").body()
            + bot.get("/observe/health/ready?data=true&stackTrace=true").body()
            + bot.get("/observe/metrics").body();

    assertThat(told)
        .doesNotContain(SandboxTelegram.TOKEN)
        .doesNotContain(SandboxTelegram.TOKEN.substring(SandboxTelegram.TOKEN.indexOf(':') + 1))
        .doesNotContain(bot.etsy.keys().sharedSecret())
        .doesNotContain(bot.etsy.keys().consumerKey())
        .doesNotContain(bot.etsy.keys().feedsKey())
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContain(Long.toString(bot.ada.chatId()))
        .doesNotContain(Long.toString(bot.shop.sellerId()))
        .doesNotContain("BlueMugs");
  }
}
