package dev.lowstock.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which fault each endpoint has next, in the order they were switched on. Thread-safe. */
final class EtsyFaults {

  private record Planned(EtsyFault fault, int times) {}

  private final Map<EtsyEndpoint, Deque<Planned>> plans = new EnumMap<>(EtsyEndpoint.class);

  synchronized void add(EtsyEndpoint endpoint, EtsyFault fault, int times) {
    plans.computeIfAbsent(endpoint, none -> new ArrayDeque<>()).addLast(new Planned(fault, times));
  }

  synchronized void clear() {
    plans.clear();
  }

  synchronized void clear(EtsyEndpoint endpoint) {
    plans.remove(endpoint);
  }

  synchronized @Nullable EtsyFault next(EtsyEndpoint endpoint) {
    Deque<Planned> plan = plans.get(endpoint);
    Planned planned = plan == null ? null : plan.pollFirst();
    if (plan == null || planned == null) {
      return null;
    }
    if (planned.times() == Integer.MAX_VALUE) {
      plan.addFirst(planned);
    } else if (planned.times() > 1) {
      plan.addFirst(new Planned(planned.fault(), planned.times() - 1));
    }
    return planned.fault();
  }
}
