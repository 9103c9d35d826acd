package dev.lowstock.bot;

import dev.lowstock.alert.AlertJson;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.chat.Replies;
import dev.lowstock.etsy.CallTimeLimit;
import dev.lowstock.outbox.AlertRecheck;
import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.OldAlerts;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.outbox.OutboxHealth;
import dev.lowstock.outbox.OwedAlerts;
import dev.lowstock.outbox.OwedMessages;
import dev.lowstock.outbox.Settlement;
import dev.lowstock.outbox.TriedAlerts;
import dev.lowstock.outbox.component.OutboxComponent;
import dev.lowstock.outbox.component.SpokenReplies;
import dev.lowstock.settings.Setting;
import dev.lowstock.store.WakeSignal;
import java.util.Set;

/** {@code outbox:}, and what channels need. */
final class OutboxWiring {
  /** Channels that people read; others get each alert by itself. */
  private static final Set<String> FOLDING = Set.of("telegram");

  private OutboxWiring() {}

  /**
   * Who puts something into the outbox, and who says something at once.
   *
   * @param due sent when something is owed
   */
  record Owing(
      Outbox outbox, OwedMessages messages, Chats chats, WakeSignal due, SpokenReplies replies) {}

  static Owing bind(House house, AlertText texts, Replies replies) {
    house.set("channels", house.settings.find(Setting.NOTIFY_WEBHOOK_URL) == null ? "" : "webhook");
    house.bind("alertJson", new AlertJson());
    house.bind("sendTimeLimit", new CallTimeLimit(Outbox.LONGEST_SEND));
    house.bind("outboxHealth", new OutboxHealth(house.watch, house.meters));
    WakeSignal due = new WakeSignal();
    Outbox outbox = new Outbox(house.database, house.leases, texts, FOLDING);
    OwedMessages messages = new OwedMessages(house.database, due);
    Chats chats = new Chats(house.database, messages, replies::accessPaused, due, house.meters);
    house.bind("chats", chats);
    OwedAlerts owed = new OwedAlerts(house.database, chats, due, house.meters, house.threshold());
    SpokenReplies spoken = new SpokenReplies(house::camel, chats);
    house.bind(
        "outbox",
        new OutboxComponent(
            new OutboxComponent.Parts(
                house.claims(due),
                outbox,
                new Settlement(
                    house.database,
                    outbox,
                    chats,
                    new RetryPolicy(),
                    house.meters,
                    house.settings.find(Setting.ADMIN_CHAT)),
                new OldAlerts(
                    house.database,
                    new AlertRecheck(house.threshold(), house.looksAtShops()),
                    house.meters,
                    house.looksWanted::send),
                owed,
                new TriedAlerts(house.database, owed, outbox),
                chats,
                spoken)));
    return new Owing(outbox, messages, chats, due, spoken);
  }
}
