package dev.lowstock.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Checks route files without running them: against Camel's YAML schema, its catalog of endpoints,
 * and one another.
 *
 * <p>Making one takes seconds, since it reads the schema.
 */
public final class RouteCheck {
  private static final int MOST_FAULTS = 5;

  private final JsonSchema schema;
  private final CamelCatalog catalog = new DefaultCamelCatalog();

  public RouteCheck() {
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
  public List<RouteFault> check(String file, String text) {
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

  /** The faults of all files together: each alone, then ids that clash and calls of no route. */
  public List<RouteFault> checkAll(Map<String, String> files) {
    List<RouteFault> faults = new ArrayList<>();
    Map<String, YamlTree> sound = new LinkedHashMap<>();
    files.forEach(
        (file, text) -> {
          List<RouteFault> own = check(file, text);
          faults.addAll(own);
          if (own.isEmpty()) {
            sound.put(file, YamlTree.of(text));
          }
        });
    if (faults.isEmpty()) {
      new RouteLinks(sound).faults().forEach(faults::add);
    }
    return faults;
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
      String fault = endpointFault(node);
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

  private String endpointFault(JsonNode endpoint) {
    String uri = endpoint.path("uri").textValue();
    String scheme = uri.split("[:?]", 2)[0];
    if (scheme.contains("{{") || scheme.contains("${")) {
      return "";
    }
    if (catalog.componentJSonSchema(scheme) == null) {
      return "no component is called '" + scheme + "'";
    }
    Map<String, String> options = new HashMap<>();
    endpoint
        .path("parameters")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    try {
      String whole = uri.contains(":") && options.isEmpty() ? uri : joined(uri, scheme, options);
      EndpointValidationResult result = catalog.validateEndpointProperties(whole, true);
      return OptionFaults.of(scheme, result);
    } catch (java.net.URISyntaxException | IllegalArgumentException e) {
      return "";
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
        + route.path("id").asText("without id")
        + (rest.isEmpty() ? "" : ", at " + rest);
  }
}
