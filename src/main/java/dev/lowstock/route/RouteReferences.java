package dev.lowstock.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.spi.Language;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * What a route file takes from the program it is to run in: components, languages, beans, classes
 * and settings that have to be there, and expressions that have to be understood.
 */
final class RouteReferences {
  private static final Pattern BEAN_IN_SIMPLE = Pattern.compile("\\$\\{bean:(?:ref:)?([\\w-]+)");

  /** A name of a bean as an option takes it; {@code #class:} and the like make one. */
  private static final Pattern BEAN_IN_OPTION = Pattern.compile("#(?:bean:)?([\\w-]+)");

  private static final Pattern MISSING = Pattern.compile("Property with key \\[(.*?)] not found");

  private static final Pattern PREDICATE =
      Pattern.compile(
          "/(filter|when(/\\d+)?|onWhen|validate|handled|continued|retryWhile)"
              + "(/expression)?/\\w+$");

  /** What these hold is no text to parse. */
  private static final Set<String> NO_TEXT =
      Set.of("method", "ref", "language", "tokenize", "xtokenize", "constant");

  private final CamelContext camel;
  private final Set<String> beans;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * Asks a program, which need not run yet.
   *
   * @param beans that route files declare themselves
   */
  RouteReferences(CamelContext camel, Set<String> beans) {
    this.camel = camel;
    this.beans = beans;
  }

  /**
   * What is wrong, and where.
   *
   * @param place a JSON pointer
   */
  record Fault(String place, String problem) {}

  List<Fault> of(JsonNode routes) {
    look(routes, "");
    return faults;
  }

  private void look(JsonNode node, String place) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        look(node.get(i), place + "/" + i);
      }
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      String key = child.getKey();
      JsonNode value = child.getValue();
      String below = place + "/" + key;
      // A template's placeholders are its own parameters.
      if (key.equals("description") || key.equals("routeTemplate")) {
        continue;
      }
      if (value.isTextual()) {
        String text = resolved(value.asText(), below);
        if (text != null) {
          text(key, text, below);
        }
      }
      if (key.equals("simple") && !place.endsWith("/expression")) {
        expression(key, value, below);
      } else if (key.equals("expression") && value.isObject()) {
        value
            .properties()
            .forEach(e -> expression(e.getKey(), e.getValue(), below + "/" + e.getKey()));
      }
      if (value.path("uri").isTextual()) {
        component(value, below);
      }
      look(value, below);
    }
  }

  private void text(String key, String text, String place) {
    Matcher option = BEAN_IN_OPTION.matcher(text);
    if (key.equals("ref") || (key.endsWith("Ref") && !key.equals("routeTemplateRef"))) {
      requireBean(text.replaceFirst("^#(bean:)?", ""), place);
    } else if (place.contains("/parameters/") && option.matches()) {
      requireBean(option.group(1), place);
    } else if (key.equals("executorService")
        && camel.getExecutorServiceManager().getThreadPoolProfile(text) == null) {
      requireBean(text.replaceFirst("^#(bean:)?", ""), place);
    } else if (key.equals("beanType") && camel.getClassResolver().resolveClass(text) == null) {
      faults.add(new Fault(place, "there is no class " + text));
    }
  }

  private void component(JsonNode endpoint, String place) {
    String uri = resolved(endpoint.path("uri").asText(), null);
    String scheme = uri == null ? "$" : uri.split("[:?]", 2)[0];
    if (scheme.contains("$")) {
      return;
    }
    Object bound = camel.getRegistry().lookupByName(scheme);
    if (bound instanceof Component ours) {
      endpoint(ours, scheme, endpoint.path("parameters"), place);
    }
    if (bound != null) {
      return;
    }
    try {
      if (PluginHelper.getComponentResolver(camel).resolveComponent(scheme, camel) == null) {
        faults.add(
            new Fault(
                place + "/uri",
                "the component '"
                    + scheme
                    + "' is not part of this program: put its jar, and those that it needs, into"
                    + " ROUTES_DIR/lib"));
      }
    } catch (Exception | LinkageError e) {
      faults.add(new Fault(place + "/uri", "the component '" + scheme + "' cannot be made: " + e));
    }
    if (scheme.equals("bean")) {
      String name =
          uri == null || uri.equals("bean")
              ? endpoint.at("/parameters/beanName").asText("")
              : uri.split("[:?]", -1)[1];
      requireBean(name, place + "/uri");
    }
  }

  /** Has a component of ours make it: with API v3 there is no feed, and a period is a time. */
  private void endpoint(Component ours, String scheme, JsonNode parameters, String place) {
    String name = parameters.path("name").asText("");
    if (!HouseComponents.has(scheme) || name.isEmpty() || name.contains("$")) {
      return;
    }
    try {
      if (ours.getCamelContext() == null) {
        ours.setCamelContext(camel);
      }
      Map<String, Object> options = new HashMap<>();
      if (scheme.equals("etsy") && parameters.has("period")) {
        options.put("period", parameters.path("period").asText());
      }
      Endpoint unused = ours.createEndpoint(scheme + ":" + name, options);
    } catch (Exception e) {
      faults.add(new Fault(place + "/uri", firstLine(e)));
    }
  }

  private void expression(String name, JsonNode value, String place) {
    if (NO_TEXT.contains(name) || !(value.isTextual() || value.path("expression").isTextual())) {
      return;
    }
    String text =
        resolved(value.isTextual() ? value.asText() : value.path("expression").asText(), null);
    if (text == null) {
      return;
    }
    try {
      Language language = camel.resolveLanguage(name);
      boolean asked =
          PREDICATE.matcher(place).find()
              || value.path("resultType").asText("").matches("(java\\.lang\\.)?[Bb]oolean");
      if (asked) {
        language.createPredicate(text);
      } else {
        language.createExpression(text);
      }
    } catch (NoSuchLanguageException e) {
      faults.add(
          new Fault(place, "the language '" + name + "' is not part of this program: add its jar"));
    } catch (RuntimeException e) {
      faults.add(new Fault(place, "no " + name + " expression: " + firstLine(e)));
    }
    Matcher called = BEAN_IN_SIMPLE.matcher(text);
    while (called.find()) {
      requireBean(called.group(1), place);
    }
  }

  private void requireBean(String name, String place) {
    if (!name.contains("$")
        && !name.startsWith("class:")
        && !beans.contains(name)
        && camel.getRegistry().lookupByName(name) == null) {
      faults.add(new Fault(place, "no bean is called '" + name + "'"));
    }
  }

  /** Null where a setting is missing, which is a fault if a place is given. */
  private @Nullable String resolved(String text, @Nullable String place) {
    try {
      return camel.resolvePropertyPlaceholders(text);
    } catch (IllegalArgumentException e) {
      if (place != null) {
        Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
        faults.add(
            new Fault(
                place,
                missing.find()
                    ? "{{" + missing.group(1) + "}} is not set"
                    : "a placeholder that cannot be read: " + firstLine(e)));
      }
      return null;
    }
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
  }
}
