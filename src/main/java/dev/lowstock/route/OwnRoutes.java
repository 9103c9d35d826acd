package dev.lowstock.route;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.RetryPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the routes of the operator's files that replace no bundled one, each after all others and
 * by itself: one that cannot start, as its broker is away, stops nobody, and is tried again after
 * 1, 2, 4 … at most 60 seconds. Thread-safe.
 *
 * <p>Its check tells which do not run; never a reason to be unhealthy.
 */
public final class OwnRoutes extends AbstractHealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(OwnRoutes.class);

  /** A route may take its time to start; then nobody waits for it any longer. */
  private static final int PATIENCE_SECONDS = 5;

  private static final int LONGEST_REASON = 200;

  private final RouteFiles files;
  private final RetryPolicy retryPolicy;
  private final Map<String, Own> routes = new ConcurrentSkipListMap<>();
  private final ScheduledThreadPoolExecutor starter =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread thread = new Thread(work, "own-routes");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable Model model;
  private volatile boolean begun;
  private volatile @Nullable RouteDefinition starting;

  public OwnRoutes(RouteFiles files, RetryPolicy retryPolicy) {
    super("lowstock", "routes");
    this.files = files;
    this.retryPolicy = retryPolicy;
  }

  /**
   * A route that is to run.
   *
   * @param trouble why it does not; null when it runs or was not tried yet
   */
  private record Own(
      RouteDefinition definition, String file, int attempts, @Nullable String trouble) {
    String name() {
      return "route " + definition.getRouteId() + " of " + file;
    }
  }

  /** Takes such routes out of what is added from now on. Belongs before any route is added. */
  public void watch(CamelContext camel) {
    Model routesOfCamel = camel.getCamelContextExtension().getContextPlugin(Model.class);
    model = routesOfCamel;
    routesOfCamel.setRouteFilter(this::isLeftToCamel);
  }

  private boolean isLeftToCamel(RouteDefinition route) {
    Resource resource = route.getResource();
    if (route == starting || resource == null) {
      return true;
    }
    Path file = Path.of(resource.getLocation().replaceFirst("^\\w+:", ""));
    if (files.isBundled(String.valueOf(file.getFileName()))) {
      return true;
    }
    CamelContext camel = route.getCamelContext();
    route.idOrCreate(camel.getCamelContextExtension().getContextPlugin(NodeIdFactory.class));
    Own own = new Own(route, file.toString(), 0, null);
    routes.put(route.getRouteId(), own);
    if (begun) {
      starter.execute(() -> start(own));
    }
    return false;
  }

  /** Starts them, once all others run; comes back when each was tried, or soon in any case. */
  public void begin() {
    begun = true;
    routes.values().forEach(own -> starter.execute(() -> start(own)));
    await();
  }

  /** Waits until each that was added has been tried, but not for long. */
  void await() {
    Future<?> tried = starter.submit(() -> {});
    try {
      tried.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("A route of your own takes long to start; the others go on without it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops what a file had and has no more. */
  void forget(Set<String> ids) {
    for (String id : ids) {
      routes.remove(id);
      remove(id);
    }
  }

  /** True when one of them is to listen there, whether it runs or not. */
  boolean listensOn(String uri) {
    return routes.values().stream().anyMatch(own -> input(own.definition()).equals(uri));
  }

  /** What it listens on; one of a template has its values elsewhere. */
  private static String input(RouteDefinition route) {
    String uri = route.getInput().getEndpointUri();
    Map<String, Object> values = route.getTemplateParameters();
    for (Map.Entry<String, Object> value :
        values == null ? Set.<Map.Entry<String, Object>>of() : values.entrySet()) {
      uri = uri.replace("{{" + value.getKey() + "}}", String.valueOf(value.getValue()));
    }
    return uri;
  }

  /** True when a route of the file does not run. */
  boolean isInTrouble(String file) {
    return routes.values().stream()
        .anyMatch(own -> own.file().equals(file) && own.trouble() != null);
  }

  /** Tries no more. */
  public void end() {
    starter.shutdownNow();
  }

  private void start(Own own) {
    String id = own.definition().getRouteId();
    Model camel = model;
    if (camel == null || !own.equals(routes.get(id))) {
      // A newer version of its file has taken its place.
      return;
    }
    starting = own.definition();
    try {
      camel.addRouteDefinition(own.definition());
      routes.replace(id, own, new Own(own.definition(), own.file(), 0, null));
      if (own.trouble() != null) {
        LOG.info("{} runs now", capital(own.name()));
      }
    } catch (Exception | LinkageError e) {
      // A jar of ROUTES_DIR/lib may lack the classes that it needs.
      remove(id);
      int attempts = own.attempts() + 1;
      int seconds = retryPolicy.secondsAfter(attempts);
      Own failed = new Own(own.definition(), own.file(), attempts, reason(e));
      if (routes.replace(id, own, failed)) {
        LOG.warn(
            "{} does not run: {}; next try in {} s",
            capital(own.name()),
            failed.trouble(),
            seconds);
        var unused = starter.schedule(() -> start(failed), seconds, TimeUnit.SECONDS);
      }
    } finally {
      starting = null;
    }
  }

  private void remove(String id) {
    Model camel = model;
    RouteDefinition there = camel == null ? null : camel.getRouteDefinition(id);
    if (camel != null && there != null) {
      try {
        camel.removeRouteDefinition(there);
      } catch (Exception | LinkageError e) {
        LOG.debug("Route {} is not stopped", id, e);
      }
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String said = root.getMessage();
    String name = root.getClass().getSimpleName();
    return said == null
        ? name
        : AlertText.cut(
            name + ": " + URISupport.sanitizeUri(said.replaceAll("\\s+", " ").strip()),
            LONGEST_REASON);
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  @Override
  public boolean isReadiness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    List<String> troubles = new ArrayList<>();
    routes
        .values()
        .forEach(
            own -> {
              if (own.trouble() != null) {
                troubles.add(own.name() + " does not run: " + own.trouble());
                result.detail(own.definition().getRouteId(), own.trouble());
              }
            });
    result.up().message(troubles.isEmpty() ? "all routes run" : String.join("; ", troubles));
  }
}
