package dev.lowstock.command.demo;

import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.WebhookSigner;
import dev.lowstock.sandbox.page.WebhookTarget;
import dev.lowstock.settings.Settings;
import dev.lowstock.settings.SettingsRefused;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Settings of a bot that talks to the bundled Etsy and Telegram, and a bundled Etsy that knows the
 * bot; in place of whatever the environment says of them.
 */
public record DemoSettings(
    SandboxEtsy etsy, SandboxTelegram telegram, Path directory, int httpPort) {
  private static final String HOST = "127.0.0.1";

  /** Etsy's own limit, which the bot keeps to. */
  private static final int CALLS_PER_SECOND = 10;

  /** Enough to look at a shop every other second for a day, also in several calls. */
  private static final int CALLS_PER_DAY = 500_000;

  /** For API v3, and has the bundled Etsy send its sellers and webhooks to the bot. */
  Settings ofV3() throws SettingsRefused {
    URI callback = address("/etsy/callback");
    etsy.limitsCalls(CALLS_PER_SECOND, CALLS_PER_DAY);
    etsy.registersRedirect(callback.toString());
    etsy.sendsWebhooksTo(webhooks().endpoint(), webhooks().secret());

    Map<String, String> values = common();
    values.put("ETSY_API", "v3");
    values.put("ETSY_CONNECT_URL", etsy.connectUrl().toString());
    values.put("ETSY_REDIRECT_URI", callback.toString());
    values.put("ETSY_WEBHOOK_SECRET", webhooks().secret());
    values.put("ETSY_POLL_PERIOD", "2s");
    values.put("LOW_STOCK_THRESHOLD", "2");
    return Settings.readWith(values);
  }

  /** For the retired feed of API v2. */
  Settings ofV2() throws SettingsRefused {
    Map<String, String> values = common();
    values.put("ETSY_API", "v2");
    values.put("ETSY_FEEDS_KEY", etsy.keys().feedsKey());
    values.put("ETSY_POLL_PERIOD", "1s");
    return Settings.readWith(values);
  }

  /** Where the bot takes webhooks in v3. */
  WebhookTarget webhooks() {
    return new WebhookTarget(address("/etsy/webhook"), WebhookSigner.exampleSecret());
  }

  private Map<String, String> common() {
    Map<String, String> values = new HashMap<>();
    values.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    values.put("TELEGRAM_API_URL", telegram.baseUri());
    values.put("ETSY_CONSUMER_KEY", etsy.keys().consumerKey());
    values.put("ETSY_SHARED_SECRET", etsy.keys().sharedSecret());
    values.put("ETSY_API_URL", etsy.url().toString());
    values.put("HTTP_HOST", HOST);
    values.put("HTTP_PORT", Integer.toString(httpPort));
    values.put("DATABASE_FILE", directory.resolve("lowstock").toString());
    values.put("DATABASE_URL", "");
    values.put("SECRET_KEY", "");
    return values;
  }

  private URI address(String path) {
    return URI.create("http://" + HOST + ":" + httpPort + path);
  }
}
