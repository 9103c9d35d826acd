package dev.lowstock.route;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final Map<String, String> lastGood;
  private final RouteCheck check;
  private final OwnRoutes ownRoutes;
  private final Runnable taken;

  /**
   * Watches a directory.
   *
   * @param texts what every file holds that is loaded
   * @param taken told when a file was taken into service
   */
  public RouteReload(
      Path directory,
      Map<String, String> texts,
      RouteCheck check,
      OwnRoutes ownRoutes,
      Runnable taken) {
    super(directory.toString(), true);
    this.lastGood = new LinkedHashMap<>(texts);
    this.check = check;
    this.ownRoutes = ownRoutes;
    this.taken = taken;
    setPattern("*.camel.yaml");
    setRemoveAllRoutes(false);
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
      Map<String, String> files = new LinkedHashMap<>(lastGood);
      files.keySet().removeIf(other -> name(other).equals(name(file)));
      files.put(file, text);
      List<RouteFault> faults = check.check(files, List.of(file));
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
    Set<String> gone = new HashSet<>();
    lastGood.forEach(
        (other, before) -> {
          if (name(other).equals(name(file))) {
            gone.addAll(ids(before));
          }
        });
    gone.removeAll(ids(text));
    try {
      ownRoutes.forget(gone);
      PluginHelper.getRoutesLoader(getCamelContext()).updateRoutes(resource);
      ownRoutes.await();
      lastGood.keySet().removeIf(other -> name(other).equals(name(file)));
      lastGood.put(file, text);
      if (!ownRoutes.isInTrouble(file)) {
        LOG.info("Taken into service: {}", file);
      }
      taken.run();
    } catch (Exception e) {
      LOG.error("Not taken into service: {}: {}", file, rootMessage(e));
      goBack(file);
    }
  }

  private static Set<String> ids(String text) {
    Set<String> ids = new HashSet<>();
    YamlTree.of(text).json().forEach(item -> ids.add(item.path("route").path("id").asText("")));
    return ids;
  }

  private static String name(String file) {
    return Path.of(file).getFileName().toString();
  }

  private void goBack(String file) {
    String name = name(file);
    for (Map.Entry<String, String> good : lastGood.entrySet()) {
      if (name(good.getKey()).equals(name)) {
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
