package dev.lowstock.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.lowstock.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Checks route files without running them: against Camel's YAML schema, its catalog of endpoints,
 * the program that they are to run in, and one another.
 *
 * <p>Making one takes seconds, since it reads the schema.
 */
public final class RouteCheck {
  private static final int MOST_FAULTS = 5;

  /** Forms of {@code outbox:write} that go to an address, which a setting holds. */
  private static final Set<String> FORMS_WITH_ADDRESS =
      Set.of("discord", "json", "mail", "ntfy", "slack");

  private static final Pattern SETTING = Pattern.compile("\\{\\{(\\w+):?}}");

  private final JsonSchema schema;
  private final CamelCatalog catalog = HouseComponents.catalog();
  private final @Nullable CamelContext camel;

  /**
   * For a program, which need not run yet.
   *
   * @param camel null: nothing is said of components, beans, expressions and settings
   */
  public RouteCheck(@Nullable CamelContext camel) {
    this.camel = camel;
    InputStream file =
        Objects.requireNonNull(
            RouteCheck.class.getResourceAsStream("/schema/camelYamlDsl.json"),
            "Camel's YAML schema");
    this.schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(
                file,
                SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .preloadJsonSchema(false)
                    .build());
  }

  /** The faults of one file, the first few, in the order of its lines. */
  private List<RouteFault> check(String file, String text) {
    YamlTree tree;
    try {
      tree = YamlTree.of(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      return List.of(new RouteFault(file, line, "", "not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      return List.of(new RouteFault(file, 0, "", "not YAML: " + e.getMessage()));
    }
    List<RouteFault> faults = new ArrayList<>(schemaFaults(file, tree));
    endpointFaults(file, tree, tree.json(), "", faults);
    return faults.stream()
        .sorted(Comparator.comparingInt(RouteFault::line))
        .limit(MOST_FAULTS)
        .toList();
  }

  /** The faults of the operator's own files, and of how all files fit together. */
  public List<RouteFault> check(RouteFiles files) throws IOException {
    return check(files.texts(), files.own().stream().map(Path::toString).toList());
  }

  /**
   * The faults of some files, then of all together: ids that clash, calls of no route, and calls
   * that never end.
   *
   * @param files the text of each
   * @param suspects which of them are looked at one by one; the others are known to be sound
   */
  public List<RouteFault> check(Map<String, String> files, Collection<String> suspects) {
    List<RouteFault> faults = new ArrayList<>();
    suspects.forEach(file -> faults.addAll(check(file, files.getOrDefault(file, ""))));
    if (!faults.isEmpty()) {
      return faults;
    }
    Map<String, YamlTree> sound = new LinkedHashMap<>();
    files.forEach((file, text) -> sound.put(file, YamlTree.of(text)));
    suspects.forEach(file -> faults.addAll(referenceFaults(file, sound)));
    RouteTemplates templates = new RouteTemplates(sound.values());
    for (String file : sound.keySet()) {
      // A setting may ask for a bundled channel whose jars are not there.
      if (camel != null || suspects.contains(file)) {
        faults.addAll(templateFaults(file, sound, templates));
      }
    }
    faults.addAll(new RouteLinks(sound, this::withSettings).faults(suspects));
    return faults;
  }

  private List<RouteFault> referenceFaults(String file, Map<String, YamlTree> files) {
    YamlTree tree = files.get(file);
    if (camel == null || tree == null) {
      return List.of();
    }
    return new RouteReferences(camel, beansOf(files))
        .of(tree.json()).stream()
            .map(
                fault ->
                    new RouteFault(
                        file,
                        tree.line(fault.place()),
                        place(tree, fault.place()),
                        fault.problem()))
            .limit(MOST_FAULTS)
            .toList();
  }

  private static Set<String> beansOf(Map<String, YamlTree> files) {
    Set<String> beans = new HashSet<>();
    for (YamlTree any : files.values()) {
      any.json()
          .findValues("beans")
          .forEach(list -> list.forEach(bean -> beans.add(bean.path("name").asText())));
    }
    return beans;
  }

  /** What is wrong with the routes that a file makes of templates, said of where it makes them. */
  private List<RouteFault> templateFaults(
      String file, Map<String, YamlTree> files, RouteTemplates templates) {
    List<RouteFault> faults = new ArrayList<>();
    YamlTree tree = files.getOrDefault(file, YamlTree.of("[]"));
    for (int i = 0; i < tree.json().size(); i++) {
      JsonNode item = tree.json().get(i).path("templatedRoute");
      if (item.isObject()) {
        RouteTemplates.Made made = templates.make(item);
        Set<String> problems = new LinkedHashSet<>(made.faults());
        String wanted = made.parameters().getOrDefault("wanted", "true");
        if (problems.isEmpty() && !withSettings(wanted).isEmpty()) {
          madeEndpoints(made.route(), problems);
          settingFaults(made.route(), problems);
          if (camel != null) {
            new RouteReferences(camel, beansOf(files))
                .of(made.route())
                .forEach(fault -> problems.add(fault.problem()));
          }
        }
        String place =
            "templatedRoute " + item.path("routeId").asText(item.path("prefixId").asText(""));
        int line = tree.line("/" + i + "/templatedRoute");
        Matcher setting = SETTING.matcher(wanted);
        String since = setting.matches() ? setting.group(1) + " is set, but " : "";
        problems.stream()
            .limit(MOST_FAULTS)
            .forEach(
                problem -> faults.add(new RouteFault(file, line, place.strip(), since + problem)));
      }
    }
    return faults;
  }

  private void madeEndpoints(JsonNode node, Set<String> problems) {
    if (node.path("uri").isTextual()) {
      ObjectNode known = node.deepCopy();
      String uri = node.path("uri").asText();
      known.put("uri", withSettings(uri));
      String fault = endpointFault(known, uri.contains("{{"));
      if (!fault.isEmpty()) {
        problems.add(fault);
      }
    }
    node.forEach(child -> madeEndpoints(child, problems));
  }

  /** What is wrong with the name of the variable that holds the address of a service. */
  private void settingFaults(JsonNode node, Set<String> problems) {
    String form = node.path("form").asText("");
    if (FORMS_WITH_ADDRESS.contains(form) && node.has("setting")) {
      String setting = node.path("setting").asText();
      if (setting.equals("none")) {
        problems.add(
            "form '" + form + "' needs setting, the name of the variable that holds the address");
      } else if (camel != null && !isSetting(setting) && !isSet(camel, setting)) {
        problems.add(
            "setting names the variable '" + setting + "', which is not set: it holds the address");
      }
    }
    node.forEach(child -> settingFaults(child, problems));
  }

  private static boolean isSetting(String name) {
    return Stream.of(Setting.values()).anyMatch(setting -> setting.name().equals(name));
  }

  private static boolean isSet(CamelContext camel, String name) {
    try {
      return !camel.resolvePropertyPlaceholders("{{" + name + "}}").isBlank();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String withSettings(String text) {
    try {
      return camel == null ? text : camel.resolvePropertyPlaceholders(text);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private List<RouteFault> schemaFaults(String file, YamlTree tree) {
    // Where one of several forms is wanted, each form complains: the deepest place is the fault.
    Map<String, List<String>> byPlace = new TreeMap<>();
    for (ValidationMessage message : schema.validate(tree.json())) {
      byPlace
          .computeIfAbsent(message.getInstanceLocation().toString(), place -> new ArrayList<>())
          .add(problem(message));
    }
    List<RouteFault> faults = new ArrayList<>();
    byPlace.forEach(
        (place, problems) -> {
          boolean deeper =
              byPlace.keySet().stream()
                  .anyMatch(other -> !other.equals(place) && other.startsWith(place + "/"));
          if (!deeper) {
            faults.add(
                new RouteFault(
                    file,
                    tree.line(place),
                    place(tree, place),
                    String.join("; ", unique(problems))));
          }
        });
    return faults;
  }

  private static String problem(ValidationMessage message) {
    return message.getMessage().replaceFirst("^\\S*: ", "");
  }

  private static List<String> unique(List<String> problems) {
    return problems.stream().distinct().limit(3).toList();
  }

  private void endpointFaults(
      String file, YamlTree tree, JsonNode node, String pointer, List<RouteFault> faults) {
    if (node.isObject() && node.path("uri").isTextual()) {
      String fault = endpointFault(node, false);
      if (!fault.isEmpty()) {
        faults.add(new RouteFault(file, tree.line(pointer + "/uri"), place(tree, pointer), fault));
      }
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              child ->
                  endpointFaults(
                      file, tree, child.getValue(), pointer + "/" + child.getKey(), faults));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        endpointFaults(file, tree, node.get(i), pointer + "/" + i, faults);
      }
    }
  }

  /**
   * What is wrong with the options of an endpoint; an empty text when nothing is.
   *
   * @param lenient whether what the component does not know may be the query of a web address
   */
  private String endpointFault(JsonNode endpoint, boolean lenient) {
    String uri = endpoint.path("uri").textValue();
    String scheme = uri.split("[:?]", 2)[0];
    if (scheme.contains("{{") || scheme.contains("${")) {
      return "";
    }
    if (!isKnown(scheme)) {
      return "no component is called '" + scheme + "'";
    }
    Map<String, String> options = new HashMap<>();
    endpoint
        .path("parameters")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    try {
      String whole = uri.contains(":") && options.isEmpty() ? uri : joined(uri, scheme, options);
      EndpointValidationResult result = catalog.validateEndpointProperties(whole, !lenient);
      return OptionFaults.of(scheme, result);
    } catch (java.net.URISyntaxException | IllegalArgumentException e) {
      return "";
    }
  }

  /** In Camel's catalog, or by the description in the jar of a component that is there. */
  private boolean isKnown(String scheme) {
    if (catalog.componentJSonSchema(scheme) != null) {
      return true;
    }
    String json = description(scheme);
    if (json != null) {
      catalog.addComponent(scheme, scheme, json);
    }
    return json != null;
  }

  private @Nullable String description(String scheme) {
    try {
      return camel instanceof CatalogCamelContext described
          ? described.getComponentParameterJsonSchema(scheme)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private String joined(String uri, String scheme, Map<String, String> options)
      throws java.net.URISyntaxException {
    if (!uri.contains(":")) {
      return catalog.asEndpointUri(scheme, options, false);
    }
    StringBuilder whole = new StringBuilder(uri);
    char separator = uri.contains("?") ? '&' : '?';
    for (Map.Entry<String, String> option : options.entrySet()) {
      whole.append(separator).append(option.getKey()).append('=').append(option.getValue());
      separator = '&';
    }
    return whole.toString();
  }

  /** The id of the route that a place is in, and the way from there. */
  private static String place(YamlTree tree, String pointer) {
    String[] parts = pointer.split("/", -1);
    // A file that is no list has no routes, which its schema says.
    if (parts.length < 3 || !tree.json().isArray()) {
      return "";
    }
    JsonNode route = tree.json().path(Integer.parseInt(parts[1])).path(parts[2]);
    String rest =
        pointer.substring(Math.min(pointer.length(), 2 + parts[1].length() + parts[2].length()));
    return parts[2]
        + " "
        + route.path(parts[2].equals("templatedRoute") ? "routeId" : "id").asText("without id")
        + (rest.isEmpty() ? "" : ", at " + rest);
  }
}
