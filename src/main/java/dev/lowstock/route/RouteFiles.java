package dev.lowstock.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The route files of a run: the bundled ones of one Etsy API, and the operator's own. An own file
 * replaces the bundled one of the same name, in whatever folder either lies.
 *
 * @param bundled paths within the program, such as {@code routes/deliver-alerts.camel.yaml}
 * @param own files of {@code ROUTES_DIR}
 * @param replaced names of bundled files that an own one stands for
 */
public record RouteFiles(List<String> bundled, List<Path> own, List<String> replaced) {
  /** Forms of the template send-alerts that programs read. */
  private static final Set<String> CLOUD_EVENTS = Set.of("alert", "stock-event");

  private static final String SUFFIX = ".camel.yaml";

  /** What a route means by the bundled ones, whatever stands in their place. */
  private static final Pattern BUNDLED_SQL = Pattern.compile("classpath:sql/[\\w/-]+\\.sql");

  /**
   * Finds them.
   *
   * @param api names the folder of the Etsy API's routes
   * @param directory the operator's, or null when there is none
   */
  public static RouteFiles find(String api, @Nullable Path directory) {
    List<Path> own = directory == null ? List.of() : own(directory);
    List<String> names = own.stream().map(file -> file.getFileName().toString()).toList();
    List<String> bundled = new ArrayList<>();
    List<String> replaced = new ArrayList<>();
    for (String folder :
        List.of(
            "routes/",
            "routes/hooks/",
            "routes/commands/",
            "routes/notify/",
            "routes/" + api + "/")) {
      for (String name : bundled(folder)) {
        if (names.contains(name)) {
          replaced.add(name);
        } else {
          bundled.add(folder + name);
        }
      }
    }
    return new RouteFiles(List.copyOf(bundled), own, List.copyOf(replaced));
  }

  /** True of a name that a bundled file has, also where an own one stands for it. */
  boolean isBundled(String name) {
    return replaced.contains(name) || bundled.stream().anyMatch(path -> path.endsWith("/" + name));
  }

  /** How many channels beside Telegram the own files have: routes {@code notify-<channel>}. */
  public long ownChannels() {
    return ownRoutes()
        .map(route -> route.at("/route/id").asText(route.at("/templatedRoute/routeId").asText()))
        .filter(id -> id.startsWith("notify-") && !id.equals("notify-telegram"))
        .distinct()
        .count();
  }

  /** The channels of the own files that send CloudEvents, by the template. */
  public Set<String> ownChannelsOfPrograms() {
    return ownRoutes()
        .map(route -> route.at("/templatedRoute/parameters"))
        .filter(values -> CLOUD_EVENTS.contains(parameter(values, "form")))
        .map(values -> parameter(values, "channel"))
        .collect(Collectors.toSet());
  }

  private static String parameter(JsonNode values, String name) {
    for (JsonNode value : values) {
      if (value.path("name").asText().equals(name)) {
        return value.path("value").asText();
      }
    }
    return "";
  }

  private Stream<JsonNode> ownRoutes() {
    return own.stream()
        .flatMap(
            file -> {
              try {
                return StreamSupport.stream(YamlTree.of(text(file)).json().spliterator(), false);
              } catch (YamlEngineException e) {
                // The check of routes says so.
                return Stream.empty();
              }
            });
  }

  /** What {@code camel.main.routesIncludePattern} takes: every file by name, nothing scanned. */
  public String includePattern() {
    return String.join(
        ",",
        Stream.concat(
                bundled.stream().map(path -> "classpath:" + path),
                own.stream().map(path -> "file:" + path))
            .toList());
  }

  /** The text of every file, by the name that a person knows it by. */
  public Map<String, String> texts() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String path : bundled) {
      try (var file = Objects.requireNonNull(RouteFiles.class.getResourceAsStream("/" + path))) {
        texts.put(path, new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    for (Path path : own) {
      texts.put(path.toString(), Files.readString(path));
    }
    return texts;
  }

  /** True when an own file names another one of its directory, such as a query. */
  public boolean isNamed(String file) {
    return own.stream()
        .map(route -> BUNDLED_SQL.matcher(text(route)).replaceAll(""))
        .anyMatch(text -> text.contains("/" + file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      // The check of routes says so; whatever it would have named, it does not run it.
      return "";
    }
  }

  /** The operator's route files, hidden ones left out; absolute paths. */
  static List<Path> own(Path directory) {
    // The directory itself may be a link.
    Path here = directory.resolve(".");
    try (Stream<Path> files = Files.walk(here)) {
      // Hidden ones are an editor's, or what Kubernetes makes for the files of a ConfigMap.
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .filter(file -> !("/" + here.relativize(file)).contains("/."))
          .map(file -> file.toAbsolutePath().normalize())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> bundled(String folder) {
    try {
      Resource[] files =
          new PathMatchingResourcePatternResolver()
              .getResources("classpath:" + folder + "*" + SUFFIX);
      return Stream.of(files)
          .map(file -> Objects.requireNonNull(file.getFilename()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
