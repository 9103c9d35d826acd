package dev.lowstock.bot;

import dev.lowstock.clock.Throttle;
import dev.lowstock.log.MaskedSecrets;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.settings.Setting;
import dev.lowstock.store.Database;
import dev.lowstock.store.WebhookSecret;
import dev.lowstock.telegram.BroughtUpdates;
import dev.lowstock.telegram.MessageSender;
import dev.lowstock.telegram.PollLease;
import dev.lowstock.telegram.PollTurns;
import dev.lowstock.telegram.SoundTelegramComponent;
import dev.lowstock.telegram.TelegramHealth;
import dev.lowstock.telegram.TelegramWebhook;
import dev.lowstock.telegram.WebhookRegistration;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;

/** {@code telegram:}, polled by one node at a time, or brought by webhook. */
final class TelegramWiring {
  private TelegramWiring() {}

  /** Binds it; returns whose turn it is to poll. */
  static PollLease bind(House house, SoundTelegramComponent telegram, OutboxWiring.Owing owing) {
    Throttle sends = house.aSecond();
    telegram.setMessages(
        new MessageSender(
            () -> sends.millisToWait((int) house.number("telegramSendsPerSecond")),
            exchange ->
                owing.outbox().requireTime(exchange.getVariable("batch", Outbox.Batch.class)),
            owing.chats()::forgetTopic));
    house.bind("telegram", telegram);
    String url = house.settings.find(Setting.TELEGRAM_WEBHOOK_URL);
    house.set("telegramWebhook", url != null);
    TelegramWebhook webhook =
        url == null
            ? new TelegramWebhook(null, "", house.clock, house.meters)
            : webhook(house, url);
    PollLease pollLease = new PollLease(System::nanoTime);
    if (url == null) {
      telegram.setTurns(new PollTurns(pollLease, house.nodeLeases, () -> turns(house)));
    }
    Throttle forged = house.aSecond();
    house.bind(
        "broughtUpdates",
        new BroughtUpdates(
            webhook, () -> forged.letsPass((int) house.number("forgedUpdatesPerSecond"))));
    house.bind(
        "webhookRegistration",
        new WebhookRegistration(
            webhook,
            house.nodeLeases,
            () -> started(house).api(),
            () -> house.camel().isStopping()));
    house.bind(
        "telegramHealth", new TelegramHealth(house::camel, house.meters, pollLease, webhook));
    return pollLease;
  }

  private static TelegramWebhook webhook(House house, String url) {
    WebhookSecret kept = WebhookSecret.of(house.database, house.cipher, new SecureRandom());
    MaskedSecrets.maskToo(kept.path());
    MaskedSecrets.maskToo(kept.secret());
    String address = url.replaceAll("/+$", "") + "/telegram/" + kept.path();
    house.set("telegramPath", URI.create(address).getRawPath());
    return new TelegramWebhook(
        new TelegramWebhook.Place(url, address), kept.secret(), house.clock, house.meters);
  }

  /** The component as Camel has made it ready, also where no route has asked for it yet. */
  private static SoundTelegramComponent started(House house) {
    return house.camel().getComponent("telegram", SoundTelegramComponent.class);
  }

  private static PollTurns.Times turns(House house) {
    return new PollTurns.Times(
        house.seconds("pollLeaseSeconds"),
        Duration.ofMillis(house.number("pollLeasePeriod")),
        house.database.kind() == Database.Kind.POSTGRESQL
            ? house.seconds("pollPatienceSeconds")
            : null);
  }
}
