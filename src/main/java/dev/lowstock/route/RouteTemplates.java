package dev.lowstock.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The templates of all route files, and the routes that {@code templatedRoute} makes of them. */
final class RouteTemplates {
  private final Map<String, JsonNode> templates = new LinkedHashMap<>();

  RouteTemplates(Collection<YamlTree> files) {
    for (YamlTree file : files) {
      for (JsonNode item : file.json()) {
        if (item.has("routeTemplate")) {
          JsonNode template = item.path("routeTemplate");
          templates.put(template.path("id").asText(""), template);
        }
      }
    }
  }

  /**
   * A route as a template makes it, or why it does not.
   *
   * @param parameters their values, with the template's own where none is given
   * @param faults what is wrong with the parameters; the route is null then
   */
  record Made(JsonNode route, Map<String, String> parameters, List<String> faults) {}

  /** Makes the route of an item {@code templatedRoute}. */
  Made make(JsonNode made) {
    String name = made.path("routeTemplateRef").asText("");
    JsonNode template = templates.get(name);
    if (template == null) {
      return new Made(
          JsonNodeFactory.instance.missingNode(),
          Map.of(),
          List.of("no template is called '" + name + "'"));
    }
    Map<String, String> given = new LinkedHashMap<>();
    made.path("parameters")
        .forEach(one -> given.put(one.path("name").asText(), one.path("value").asText()));
    List<String> faults = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode parameter : template.path("parameters")) {
      String key = parameter.path("name").asText();
      String value = given.remove(key);
      if (value != null || parameter.has("defaultValue")) {
        values.put(key, value == null ? parameter.path("defaultValue").asText() : value);
      } else if (parameter.path("required").asBoolean(true)) {
        faults.add("the template '" + name + "' needs the parameter '" + key + "'");
      }
    }
    given
        .keySet()
        .forEach(
            other ->
                faults.add(
                    "the template '"
                        + name
                        + "' has no parameter '"
                        + other
                        + "', but has "
                        + names(template)));
    JsonNode route = template.has("route") ? template.path("route") : template.path("from");
    return new Made(with(values, route), values, faults);
  }

  private static String names(JsonNode template) {
    return template.path("parameters").findValuesAsText("name").stream()
        .collect(Collectors.joining(", "));
  }

  private static JsonNode with(Map<String, String> values, JsonNode node) {
    if (node.isTextual()) {
      String text = node.asText();
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("{{" + value.getKey() + "}}", value.getValue());
      }
      return TextNode.valueOf(text);
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> copy.add(with(values, element)));
      return copy;
    }
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(field -> copy.set(field.getKey(), with(values, field.getValue())));
      return copy;
    }
    return node;
  }
}
