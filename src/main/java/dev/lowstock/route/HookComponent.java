package dev.lowstock.route;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code to: hook:<name>} calls {@code direct:<name>}, a route that an operator may have written,
 * so that it cannot harm its caller: see {@link HookProducer}.
 */
public final class HookComponent extends DefaultComponent {
  /** Of one hook: those that are interrupted and go on all the same hold a thread each. */
  static final int MOST_THREADS = 32;

  private final Map<String, ExecutorService> threads = new ConcurrentHashMap<>();

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A hook has a name: hook:<name> calls direct:<name>");
    }
    return new HookEndpoint(uri, this, name);
  }

  /** The threads of one hook. They outlive its producers, as those of a {@code toD} come and go. */
  ExecutorService threads(String name) {
    return threads.computeIfAbsent(name, hook -> pool());
  }

  private static ExecutorService pool() {
    return new ThreadPoolExecutor(
        0,
        MOST_THREADS,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> {
          Thread thread = new Thread(work, "hook");
          thread.setDaemon(true);
          return thread;
        });
  }
}
