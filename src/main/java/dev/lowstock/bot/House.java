package dev.lowstock.bot;

import dev.lowstock.alert.Messages;
import dev.lowstock.clock.NodeClock;
import dev.lowstock.clock.Throttle;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.store.ClaimConsumer;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseAway;
import dev.lowstock.store.DatabaseWatch;
import dev.lowstock.store.Leases;
import dev.lowstock.store.NodeLeases;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.WakeSignal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** What all rooms are made with; {@link #bind} gives an object the name that routes call it by. */
final class House {
  final Settings settings;
  final Database database;
  final TokenCipher cipher;
  final Stop stop;
  final Messages messages;

  /** The owner of leases: another one at every start, also on the same machine. */
  final String node = "lowstock-" + UUID.randomUUID();

  final MeterRegistry meters = Metrics.registry();
  final Clock clock = NodeClock.wall();
  final InstantSource steady = NodeClock.steady();
  final DatabaseAway away = new DatabaseAway(System::nanoTime);
  final DatabaseWatch watch;
  final Leases leases;
  final NodeLeases nodeLeases;

  /** Sent when a shop is wanted for a look. */
  final WakeSignal looksWanted = new WakeSignal();

  private final Map<String, Long> numbers = new ConcurrentHashMap<>();
  private final Main main;

  House(Main main, Settings settings, Database database, TokenCipher cipher, Stop stop) {
    this.main = main;
    this.settings = settings;
    this.database = database;
    this.cipher = cipher;
    this.stop = stop;
    this.messages = new Messages(settings.routesDirectory());
    this.watch = new DatabaseWatch(database);
    this.leases = new Leases(database);
    this.nodeLeases = new NodeLeases(database, node);
  }

  void bind(String name, Object bean) {
    main.bind(name, bean);
  }

  /** A setting of routes: {@code {{lowstock.name}}}. */
  void set(String name, Object value) {
    main.addProperty("lowstock." + name, value.toString());
  }

  CamelContext camel() {
    return main.getCamelContext();
  }

  /** A number of the house, which is known once Camel has begun to start. */
  long number(String name) {
    return numbers.computeIfAbsent(
        name,
        unknown ->
            Long.parseLong(camel().resolvePropertyPlaceholders("{{lowstock." + unknown + "}}")));
  }

  Duration seconds(String name) {
    return Duration.ofSeconds(number(name));
  }

  /** Lets so many pass in a second. */
  Throttle aSecond() {
    return new Throttle(Duration.ofSeconds(1), System::nanoTime);
  }

  /** Low at or below it, for who did not choose. */
  int threshold() {
    return Integer.parseInt(settings.get(Setting.LOW_STOCK_THRESHOLD));
  }

  /** Shops are looked at, by API v3, which alone tells how many are left of each variation. */
  boolean looksAtShops() {
    return settings.get(Setting.ETSY_API).equals("v3");
  }

  /** What webhooks of orders are about is read in the order. */
  boolean readsOrders() {
    return looksAtShops() && settings.find(Setting.ETSY_WEBHOOK_SECRET) != null;
  }

  /** What consumers that claim rows need, woken by a signal. */
  ClaimConsumer.Source claims(WakeSignal wake) {
    return new ClaimConsumer.Source(leases::end, away, wake, database::isWritten);
  }
}
