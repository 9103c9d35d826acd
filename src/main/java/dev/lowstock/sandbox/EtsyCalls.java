package dev.lowstock.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts every call and keeps the newest 10 000. Thread-safe. */
final class EtsyCalls {

  private static final int KEPT = 10_000;

  private final Deque<EtsyCall> newest = new ArrayDeque<>();
  private final Map<EtsyEndpoint, Integer> counts = new EnumMap<>(EtsyEndpoint.class);

  synchronized void add(EtsyCall call) {
    newest.addLast(call);
    if (newest.size() > KEPT) {
      newest.removeFirst();
    }
    counts.merge(call.endpoint(), 1, Integer::sum);
  }

  synchronized List<EtsyCall> newest() {
    return List.copyOf(newest);
  }

  synchronized int count(EtsyEndpoint endpoint) {
    return counts.getOrDefault(endpoint, 0);
  }
}
