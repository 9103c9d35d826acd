package dev.lowstock.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a saved route file into service at once. A file that is broken is named in the log, and the
 * routes that it was to replace run on.
 *
 * <p>It reads the files twice a second and compares texts, as events of the file system tell
 * nothing of a ConfigMap: there the files are links through a folder that is swapped.
 */
public final class RouteReload extends ServiceSupport {
  private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

  private static final long PERIOD_MILLIS = 400;

  private final CamelContext camel;
  private final Path directory;
  private final Map<String, String> lastGood;
  private final RouteCheck check;
  private final OwnRoutes ownRoutes;
  private final Runnable taken;

  /** What the files held at the last look. */
  private Map<String, String> seen;

  /** The text of each file that was taken into service, or refused. */
  private final Map<String, String> tried;

  /** Files whose text of now was refused: another file may bring what they lack. */
  private final Set<String> refused = new HashSet<>();

  /** Files that could not be read at the last look, which the log names once. */
  private final Set<String> unreadable = new HashSet<>();

  private @Nullable String trouble;

  private final ScheduledThreadPoolExecutor watch =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread thread = new Thread(work, "route-reload");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Watches a directory.
   *
   * @param texts what every file holds that is loaded
   * @param taken told when a file was taken into service
   */
  public RouteReload(
      CamelContext camel,
      Path directory,
      Map<String, String> texts,
      RouteCheck check,
      OwnRoutes ownRoutes,
      Runnable taken) {
    this.camel = camel;
    this.directory = directory;
    this.lastGood = new LinkedHashMap<>(texts);
    this.check = check;
    this.ownRoutes = ownRoutes;
    this.taken = taken;
    this.seen = new TreeMap<>(texts);
    this.tried = new TreeMap<>(texts);
    tried.keySet().removeIf(file -> !Path.of(file).isAbsolute());
  }

  @Override
  protected void doStart() {
    var unused = watch.scheduleWithFixedDelay(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void doStop() {
    watch.shutdownNow();
  }

  private void look() {
    try {
      Map<String, String> now = read();
      Set<String> changed = new HashSet<>();
      now.forEach(
          (file, text) -> {
            // An editor writes a file in parts, or empties it first: it has to stay as it is.
            if (!text.isBlank() && text.equals(seen.get(file)) && !text.equals(tried.get(file))) {
              changed.add(file);
            }
          });
      noteGone(now);
      seen = now;
      if (!changed.isEmpty()) {
        changed.addAll(refused);
        reload(changed, now);
      }
      trouble = null;
    } catch (UncheckedIOException e) {
      if (!e.toString().equals(trouble)) {
        LOG.error("ROUTES_DIR cannot be read: {}", e.toString());
      }
      trouble = e.toString();
    } catch (RuntimeException | Error e) {
      // What is thrown from here would end the looks without a word.
      LOG.error("Files of ROUTES_DIR are not reloaded", e);
    }
  }

  private Map<String, String> read() {
    Map<String, String> texts = new TreeMap<>();
    for (Path path : RouteFiles.own(directory)) {
      String file = path.toString();
      try {
        texts.put(file, Files.readString(path));
        unreadable.remove(file);
      } catch (NoSuchFileException e) {
        // Gone since it was listed.
        unreadable.remove(file);
      } catch (IOException e) {
        String before = seen.get(file);
        if (before != null) {
          texts.put(file, before);
        }
        if (unreadable.add(file)) {
          LOG.error("Not taken into service: {} cannot be read as UTF-8: {}", file, e.toString());
        }
      }
    }
    return texts;
  }

  private void noteGone(Map<String, String> now) {
    Set<String> gone = new HashSet<>(tried.keySet());
    gone.removeAll(now.keySet());
    gone.removeAll(seen.keySet());
    for (String file : gone) {
      tried.remove(file);
      refused.remove(file);
      LOG.warn("{} is gone: its routes run on until the next start", file);
    }
  }

  /** One file may need a route of another: those that are refused are tried after the others. */
  private void reload(Set<String> files, Map<String, String> texts) {
    List<String> left = new ArrayList<>(files);
    left.sort(null);
    Map<String, List<RouteFault>> faults = new LinkedHashMap<>();
    boolean progress = true;
    while (progress && !left.isEmpty()) {
      progress = false;
      faults.clear();
      for (String file : List.copyOf(left)) {
        String text = texts.getOrDefault(file, "");
        tried.put(file, text);
        List<RouteFault> found = faults(file, text);
        if (found.isEmpty()) {
          left.remove(file);
          take(file, text);
          progress = true;
        } else {
          faults.put(file, found);
        }
      }
    }
    faults
        .values()
        .forEach(found -> found.forEach(fault -> LOG.error("Not taken into service: {}", fault)));
    refused.removeAll(files);
    refused.addAll(left);
  }

  private List<RouteFault> faults(String file, String text) {
    Map<String, String> files = new LinkedHashMap<>(lastGood);
    files.keySet().removeIf(other -> name(other).equals(name(file)));
    files.put(file, text);
    return check.check(files, List.of(file));
  }

  private void take(String file, String text) {
    boolean changesTemplates = changesTemplates(file, text);
    Set<String> before = new HashSet<>();
    textsOf(file).forEach(good -> before.addAll(ids(good)));
    try {
      Resource resource = PluginHelper.getResourceLoader(camel).resolveResource("file:" + file);
      load(resource, before, text);
      lastGood.keySet().removeIf(other -> name(other).equals(name(file)));
      lastGood.put(file, text);
      if (changesTemplates) {
        LOG.warn("{} changes a template: the routes made of it change at the next start", file);
      } else if (!ownRoutes.isInTrouble(file)) {
        LOG.info("Taken into service: {}", file);
      }
      taken.run();
    } catch (Exception | LinkageError e) {
      LOG.error("Not taken into service: {}: {}", file, rootMessage(e));
      goBack(file, text);
    }
  }

  /** The last good texts of the files of this name. */
  private List<String> textsOf(String file) {
    return lastGood.entrySet().stream()
        .filter(good -> name(good.getKey()).equals(name(file)))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Puts the routes of a text in the place of those before. Camel replaces a route by its id, but
   * refuses one that a template makes while the one before is there.
   */
  private void load(Resource resource, Set<String> before, String text) throws Exception {
    Set<String> gone = new HashSet<>(before);
    gone.removeAll(ids(text, "route", "id"));
    gone.addAll(ids(text, "templatedRoute", "routeId"));
    ownRoutes.forget(gone);
    Collection<RoutesBuilder> builders =
        PluginHelper.getRoutesLoader(camel).findRoutesBuilders(resource);
    for (RoutesBuilder builder : builders) {
      builder.updateRoutesToCamelContext(camel);
    }
    for (RoutesBuilder builder : builders) {
      builder.addTemplatedRoutesToCamelContext(camel);
    }
    ownRoutes.await();
  }

  /** True when a template that is loaded already would be another one. */
  private boolean changesTemplates(String file, String text) {
    Set<String> templates = ids(text, "routeTemplate", "id");
    return textsOf(file).stream()
        .anyMatch(
            before ->
                !before.equals(text)
                    && ids(before, "routeTemplate", "id").stream().anyMatch(templates::contains));
  }

  private static Set<String> ids(String text) {
    Set<String> ids = new HashSet<>(ids(text, "route", "id"));
    ids.addAll(ids(text, "templatedRoute", "routeId"));
    return ids;
  }

  private static Set<String> ids(String text, String kind, String key) {
    Set<String> ids = new HashSet<>();
    for (JsonNode item : YamlTree.of(text).json()) {
      JsonNode id = item.path(kind).path(key);
      if (id.isTextual()) {
        ids.add(id.asText());
      }
    }
    return ids;
  }

  private static String name(String file) {
    return Path.of(file).getFileName().toString();
  }

  private void goBack(String file, String text) {
    String name = name(file);
    List<String> good = textsOf(file);
    if (good.isEmpty()) {
      ownRoutes.forget(ids(text));
    }
    for (String before : good) {
      try {
        load(ResourceHelper.fromString("mem:" + name, before), ids(text), before);
        LOG.info("Gone back to the last good {}", name);
      } catch (Exception | LinkageError e) {
        LOG.error("The last good {} does not start any more: {}", name, rootMessage(e));
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
