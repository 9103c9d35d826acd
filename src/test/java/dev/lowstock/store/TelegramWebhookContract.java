package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.bot.QuietBot;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Updates by webhook instead of by poll, through the real routes, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TelegramWebhookContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private final Person ada = telegram.person("Ada").knowsTheBot();
  private Database database;
  private JdbcTemplate rows;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path folder) {
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
  }

  @AfterEach
  void forget() {
    rows.update("DELETE FROM chat_use");
    rows.update("UPDATE node_lease SET lease_owner = NULL, lease_until = NULL");
  }

  @AfterAll
  void stop() {
    database.close();
    telegram.close();
  }

  @Test
  void updatesAreBroughtToAnyNodeAndAStopTakesNothingBack() throws Exception {
    int port = FreePorts.next();
    String url = "http://127.0.0.1:" + port + "/lowstock";
    try (QuietBot bot = byWebhook(url, port)) {
      awaitWebhook(url);
      TelegramRequest set = telegram.requests("setWebhook").get(0);
      assertThat(set.text("url").orElseThrow()).matches(url + "/telegram/[A-Za-z0-9_-]{32}");
      assertThat(set.text("secret_token").orElseThrow()).matches("[A-Za-z0-9_-]{43}");
      assertThat(set.parameters())
          .containsEntry("drop_pending_updates", false)
          .containsEntry("allowed_updates", List.of("message", "callback_query", "my_chat_member"));
      assertThat(rows.queryForObject("SELECT secret_sealed FROM telegram_webhook", String.class))
          .doesNotContain(set.text("secret_token").orElseThrow());

      ada.says("/privacy");
      ada.awaitMessage("What I store");
      await().atMost(PATIENCE).until(() -> telegram.unconfirmedUpdates() == 0);
      assertThat(telegram.webhookAnswers()).isNotEmpty().containsOnly(204);
      assertThat(health(bot)).matches("Telegram last brought an update \\d+ s ago");
    }

    assertThat(telegram.requests("deleteWebhook")).isEmpty();
    int sets = telegram.requests("setWebhook").size();
    int asked = telegram.requests("getWebhookInfo").size();
    forget();
    ada.says("/help");
    try (QuietBot next = byWebhook(url, port)) {
      ada.awaitMessage("/status");
      await().atMost(PATIENCE).until(() -> telegram.requests("getWebhookInfo").size() > asked);
      assertThat(next.camel().getRoute("poll-telegram")).isNull();
    }
    assertThat(telegram.requests("setWebhook"))
        .as("the other node finds it as it should be")
        .hasSize(sets);

    // Back to polling, and to webhooks again: nothing that was written is lost.
    forget();
    ada.says("/test");
    try (QuietBot polling = polling()) {
      await().atMost(PATIENCE).until(() -> telegram.unconfirmedUpdates() == 0);
      ada.awaitMessage("this is a sample");
      assertThat(telegram.requests("deleteWebhook"))
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request.parameters()).containsEntry("drop_pending_updates", false));
      assertThat(polling.camel().getRoute("receive-telegram-webhook")).isNull();
    }
    forget();
    int said = ada.messages().size();
    ada.says("/privacy");
    try (QuietBot again = byWebhook(url, port)) {
      await().atMost(PATIENCE).until(() -> ada.messages().size() == said + 1);
      await().atMost(PATIENCE).until(() -> telegram.unconfirmedUpdates() == 0);
      assertThat(health(again)).doesNotContain("trouble");
    }
  }

  private QuietBot byWebhook(String url, int port) throws Exception {
    QuietBot bot =
        QuietBot.serving(
            database,
            settings("TELEGRAM_WEBHOOK_URL", url + "/", "HTTP_PORT", Integer.toString(port)),
            RouteFiles.find("v3", null).includePattern());
    bot.camel().getRouteController().startRoute("keep-telegram-webhook");
    return bot;
  }

  private QuietBot polling() throws Exception {
    QuietBot bot =
        QuietBot.with(database, settings(), RouteFiles.find("v3", null).includePattern());
    bot.camel().getRouteController().startRoute("poll-telegram");
    return bot;
  }

  private Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ETSY_API", "v3");
    settings.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    settings.put("TELEGRAM_API_URL", telegram.baseUri());
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private void awaitWebhook(String url) {
    telegram.awaitRequest(
        request ->
            request.method().equals("setWebhook") && request.text("url").orElse("").startsWith(url),
        PATIENCE);
  }

  private static String health(QuietBot bot) {
    return HealthCheckRegistry.get(bot.camel())
        .getCheck("telegram")
        .orElseThrow()
        .call()
        .getMessage()
        .orElse("");
  }
}
