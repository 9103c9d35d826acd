package dev.lowstock.bot;

import dev.lowstock.settings.Setting;
import dev.lowstock.stock.component.StockComponent;
import dev.lowstock.store.ClockFollower;
import dev.lowstock.store.Compaction;
import dev.lowstock.store.DatabaseHealth;
import dev.lowstock.store.EventHealth;
import dev.lowstock.store.EventQueue;
import dev.lowstock.store.PlainSqlComponent;
import dev.lowstock.store.StockRows;
import dev.lowstock.store.Tidying;
import dev.lowstock.store.ToldLows;
import dev.lowstock.store.Transacted;
import dev.lowstock.store.UnwatchedSellers;
import dev.lowstock.store.WakeSignal;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The database, what keeps it in order, and {@code stock:}. */
final class StoreWiring {
  private StoreWiring() {}

  /** What others need of it. */
  record Stock(StockComponent component, StockRows rows, ToldLows lows) {}

  static Stock bind(House house) {
    house.bind("dataSource", house.database.dataSource());
    house.bind("sql", new PlainSqlComponent(house.database));
    // What 'transacted' means in a route of the operator's.
    house.bind("PROPAGATION_REQUIRED", new Transacted(house.database.dataSource()));
    house.bind("leases", house.leases);
    house.bind("databaseAway", house.away);
    house.bind("databaseHealth", new DatabaseHealth(house.watch, house.away));
    house.bind(
        "eventHealth",
        new EventHealth(house.watch, house.meters, () -> house.seconds("waitingEventSeconds")));
    StockRows rows = new StockRows(house.database);
    StockComponent component =
        new StockComponent(
            new StockComponent.Parts(
                house.claims(new WakeSignal()),
                rows,
                new EventQueue(house.database, house.leases)));
    house.bind("stock", component);
    return new Stock(component, rows, new ToldLows(house.database, house.threshold()));
  }

  /** What is forgotten in time. */
  static void bindTidying(House house, UnwatchedSellers sellers) {
    ClockFollower clock = new ClockFollower(house.database, house.clock, house.steady);
    house.bind("clockFollower", clock);
    Supplier<Duration> pause = () -> Duration.ofMillis(house.number("tidyPauseMillis"));
    BooleanSupplier stopping = () -> house.camel().isStopping();
    house.bind(
        "tidying",
        new Tidying(
            house.database,
            house.nodeLeases,
            clock,
            sellers,
            new Tidying.Way(
                Integer.parseInt(house.settings.get(Setting.RETENTION_DAYS)), pause, stopping),
            house.meters));
    house.bind("compaction", new Compaction(house.database, pause, stopping));
  }
}
