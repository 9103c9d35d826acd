package dev.lowstock.bench.planner;

import java.util.EnumMap;
import java.util.Map;

/** The calls of a run, by what they were for, and how many of them fell to shops with webhooks. */
final class Calls {
  enum Kind {
    /** A shop was next. */
    TURN,
    /** A hundred listings were next. */
    SWEEP,
    /** A sweep found that a listing may have crossed a line. */
    FOLLOW_UP,
    /** A webhook told of a sale. */
    WEBHOOK
  }

  private final Map<Kind, Double> plain = new EnumMap<>(Kind.class);
  private final Map<Kind, Double> hooked = new EnumMap<>(Kind.class);

  /** Counts a call, or the part of one that fell to a shop. */
  void made(Kind kind, boolean hasWebhooks, double part) {
    (hasWebhooks ? hooked : plain).merge(kind, part, Double::sum);
  }

  double all(Kind kind) {
    return plain.getOrDefault(kind, 0.0) + hooked.getOrDefault(kind, 0.0);
  }

  double all() {
    return planned(true) + planned(false) + all(Kind.WEBHOOK);
  }

  /** The calls that were planned for shops with webhooks, or for those without. */
  double planned(boolean hasWebhooks) {
    return (hasWebhooks ? hooked : plain)
        .entrySet().stream()
            .filter(calls -> calls.getKey() != Kind.WEBHOOK)
            .mapToDouble(Map.Entry::getValue)
            .sum();
  }
}
