package dev.lowstock.bot;

import dev.lowstock.alert.AlertJson;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.alert.TimeWords;
import dev.lowstock.chat.Replies;
import dev.lowstock.etsy.CallTimeLimit;
import dev.lowstock.notify.ChannelPosts;
import dev.lowstock.notify.MailAddress;
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
import dev.lowstock.route.RouteFiles;
import dev.lowstock.settings.Setting;
import dev.lowstock.store.WakeSignal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code outbox:}, and what channels need. */
final class OutboxWiring {
  /** Channels that people read, and choose when; others get each alert by itself, at once. */
  private static final Set<String> FOLDING = Set.of("telegram");

  /** Brokers keep what was, for programs: it is not looked at again before it is told. */
  private static final Set<String> READ_BY_PROGRAMS = Set.of("kafka", "mqtt");

  /** Chats that are written to at a time by a node. */
  private static final int SENDERS = 4;

  private static final Map<String, Setting> CHANNELS =
      Map.of(
          "webhook", Setting.NOTIFY_WEBHOOK_URL,
          "mail", Setting.NOTIFY_MAIL_URL,
          "slack", Setting.NOTIFY_SLACK_URL,
          "discord", Setting.NOTIFY_DISCORD_URL,
          "ntfy", Setting.NOTIFY_NTFY_URL,
          "kafka", Setting.NOTIFY_KAFKA_BROKERS,
          "mqtt", Setting.NOTIFY_MQTT_BROKER);

  private OutboxWiring() {}

  /**
   * Who puts something into the outbox, and who says something at once.
   *
   * @param due sent when something is owed
   */
  record Owing(
      Outbox outbox, OwedMessages messages, Chats chats, WakeSignal due, SpokenReplies replies) {}

  static Owing bind(House house, AlertText texts, Replies replies, RouteFiles routes) {
    List<String> channels = channels(house);
    house.set("channels", String.join(",", channels));
    // Each channel of the operator's may hang: chats of Telegram keep their senders.
    house.set("sendsInFlight", SENDERS + channels.size() + routes.ownChannels());
    bindMail(house);
    house.bind("alertJson", new AlertJson());
    house.bind("sendTimeLimit", new CallTimeLimit(Outbox.LONGEST_SEND));
    house.bind("outboxHealth", new OutboxHealth(house.watch, house.meters));
    WakeSignal due = new WakeSignal();
    Outbox outbox =
        new Outbox(
            house.database,
            house.leases,
            texts,
            new TimeWords(house.messages)::moment,
            FOLDING,
            readByPrograms(routes),
            house.meters);
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
                spoken,
                new ChannelPosts(house.settings, house.clock))));
    return new Owing(outbox, messages, chats, due, spoken);
  }

  /** The operator's own channels whose setting is set. */
  private static List<String> channels(House house) {
    return CHANNELS.entrySet().stream()
        .filter(channel -> house.settings.find(channel.getValue()) != null)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static Set<String> readByPrograms(RouteFiles routes) {
    Set<String> channels = new HashSet<>(READ_BY_PROGRAMS);
    channels.addAll(routes.ownChannelsOfPrograms());
    return channels;
  }

  private static void bindMail(House house) {
    String mail = house.settings.find(Setting.NOTIFY_MAIL_URL);
    MailAddress address = MailAddress.read(mail == null ? "smtps://localhost?from=&to=" : mail);
    house.set("mailServer", address.endpoint());
    house.bind("mailLogin", address.login());
  }
}
