package dev.lowstock.route;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a saved route file into service at once. A file that is broken is named in the log, and the
 * routes that it was to replace run on.
 */
public final class RouteReload extends RouteWatcherReloadStrategy {
  private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

  private final Map<String, String> lastGood = new HashMap<>();
  private final RouteCheck check = new RouteCheck();

  public RouteReload(Path directory) {
    super(directory.toString(), true);
    setPattern("*.camel.yaml");
    setRemoveAllRoutes(false);
  }

  /** What a file held when it was loaded: what is gone back to when a change of it fails. */
  public void remember(Map<String, String> texts) {
    lastGood.putAll(texts);
  }

  @Override
  protected void onRouteReload(Collection<Resource> resources, boolean removeEverything) {
    if (resources != null) {
      resources.forEach(this::reload);
    }
  }

  private void reload(Resource resource) {
    String file = Path.of(resource.getURI()).toString();
    if (!Files.exists(Path.of(file))) {
      LOG.warn("{} is gone: its routes run on until the next start", file);
      return;
    }
    try {
      String text = new String(resource.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (text.isBlank()) {
        // An editor empties a file before it writes it; the next event has the text.
        return;
      }
      List<RouteFault> faults = check.check(file, text);
      if (!faults.isEmpty()) {
        faults.forEach(fault -> LOG.error("Not taken into service: {}", fault));
        return;
      }
      take(resource, file, text);
    } catch (IOException e) {
      LOG.error("Not taken into service: {} cannot be read ({})", file, e.toString());
    }
  }

  private void take(Resource resource, String file, String text) {
    try {
      PluginHelper.getRoutesLoader(getCamelContext()).updateRoutes(resource);
      lastGood.put(file, text);
      LOG.info("Taken into service: {}", file);
    } catch (Exception e) {
      LOG.error("Not taken into service: {}: {}", file, rootMessage(e));
      goBack(file);
    }
  }

  private void goBack(String file) {
    String name = Path.of(file).getFileName().toString();
    for (Map.Entry<String, String> good : lastGood.entrySet()) {
      if (Path.of(good.getKey()).getFileName().toString().equals(name)) {
        try {
          Resource before = ResourceHelper.fromString("mem:" + name, good.getValue());
          PluginHelper.getRoutesLoader(getCamelContext()).updateRoutes(before);
          LOG.info("Gone back to the last good {}", name);
        } catch (Exception e) {
          LOG.error("The last good {} does not start any more: {}", name, rootMessage(e));
        }
      }
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
