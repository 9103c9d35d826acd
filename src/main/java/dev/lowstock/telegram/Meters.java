package dev.lowstock.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls and updates, where there is a meter registry. Tags never name a chat or a person.
 */
final class Meters {
  static final Meters NONE = new Meters(() -> null);

  private final Supplier<@Nullable MeterRegistry> registry;

  Meters(Supplier<@Nullable MeterRegistry> registry) {
    this.registry = registry;
  }

  void call(String method, String outcome) {
    count("tg_api_calls", "method", method, outcome);
  }

  void update(String kind, String outcome) {
    count("tg_updates", "kind", kind, outcome);
  }

  private void count(String name, String tag, String value, String outcome) {
    MeterRegistry found = registry.get();
    if (found != null) {
      found.counter(name, tag, value, "outcome", outcome).increment();
    }
  }
}
