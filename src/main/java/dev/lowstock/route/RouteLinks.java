package dev.lowstock.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How sound route files fit together: ids are unique, every {@code direct:} is answered by one
 * route, and none comes back to itself.
 */
final class RouteLinks {
  /** Where an endpoint may stand as a text. */
  private static final Set<String> ENDPOINTS =
      Set.of("to", "toD", "wireTap", "uri", "deadLetterUri");

  /** Steps whose expression names endpoints. */
  private static final Pattern NAMING =
      Pattern.compile(
          "/(recipientList|routingSlip|dynamicRouter|enrich|poll|pollEnrich)/(.*/)?"
              + "(constant|simple)(/expression)?$");

  /** To call a hook is to call the {@code direct:} route of that name. */
  private static final Set<String> CALLING = Set.of("direct", "hook");

  private static final Set<String> LISTENING = Set.of("direct");

  /** The hook that names channels, and the variables that it names them in. */
  private static final String FILTER = "filter-stock-events";

  private static final Set<String> CHANNELS = Set.of("channels", "streams");

  private static final String WITHOUT_ID = "without id";

  private final UnaryOperator<String> settings;
  private final List<RouteFault> faults = new ArrayList<>();
  private final Map<String, String> filesOfIds = new HashMap<>();
  private final Map<String, Caller> listening = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<RouteFault> misnamed = new ArrayList<>();

  /**
   * Reads the files.
   *
   * @param settings puts values in place of placeholders; leaves a text as it is where it cannot
   */
  RouteLinks(Map<String, YamlTree> files, UnaryOperator<String> settings) {
    this.settings = settings;
    Map<String, String> templates = new HashMap<>();
    files.forEach((file, tree) -> tree.json().forEach(item -> template(item, templates)));
    files.forEach((file, tree) -> read(file, tree, templates));
  }

  /** A route, by what a person finds it by; what it listens on tells it from the others. */
  private record Caller(String file, int line, String kind, String id) {
    String place() {
      return kind + " " + id;
    }
  }

  /**
   * A route that calls another.
   *
   * @param missing what is wrong when nobody listens there
   */
  private record Call(Caller from, int line, String name, String missing) {
    Call(Caller from, int line, String name) {
      this(from, line, name, "calls direct:" + name + ", but no route listens there");
    }
  }

  /**
   * What is wrong, said of a suspect where there is one.
   *
   * @param suspects the files that may have brought it about
   */
  List<RouteFault> faults(Collection<String> suspects) {
    Map<Caller, List<Call>> byCaller = new LinkedHashMap<>();
    for (Call call : calls) {
      byCaller.computeIfAbsent(call.from(), caller -> new ArrayList<>()).add(call);
      if (!listening.containsKey(call.name())) {
        fault(call, call.missing());
      }
    }
    Set<Caller> seen = new HashSet<>();
    misnamed.stream().filter(fault -> suspects.contains(fault.file())).forEach(faults::add);
    for (Caller caller : byCaller.keySet()) {
      follow(caller, byCaller, seen, new ArrayList<>(), suspects);
    }
    return faults;
  }

  private void follow(
      Caller caller,
      Map<Caller, List<Call>> calls,
      Set<Caller> seen,
      List<Call> way,
      Collection<String> suspects) {
    if (!seen.add(caller)) {
      return;
    }
    for (Call call : calls.getOrDefault(caller, List.of())) {
      Caller called = listening.get(call.name());
      way.add(call);
      int back = way.stream().map(Call::from).toList().indexOf(called);
      if (back >= 0) {
        loop(way.subList(back, way.size()), suspects);
      } else if (called != null) {
        follow(called, calls, seen, way, suspects);
      }
      way.remove(way.size() - 1);
    }
  }

  private void loop(List<Call> calls, Collection<String> suspects) {
    List<Call> loop = new ArrayList<>(calls);
    boolean suspected = loop.stream().anyMatch(call -> suspects.contains(call.from().file()));
    while (suspected && !suspects.contains(loop.get(0).from().file())) {
      Collections.rotate(loop, 1);
    }
    Call first = loop.get(0);
    fault(
        first,
        "calls direct:"
            + first.name()
            + ", which comes back here and never ends: "
            + Stream.concat(loop.stream(), Stream.of(first))
                .map(call -> call.from().id())
                .collect(Collectors.joining(" -> ")));
  }

  private void fault(Call call, String problem) {
    faults.add(new RouteFault(call.from().file(), call.line(), call.from().place(), problem));
  }

  private static void template(JsonNode item, Map<String, String> templates) {
    JsonNode template = item.path("routeTemplate");
    JsonNode from = template.has("route") ? template.path("route") : template;
    names(from.path("from"), LISTENING)
        .forEach(name -> templates.put(template.path("id").asText(""), name));
  }

  private void read(String file, YamlTree tree, Map<String, String> templates) {
    for (int i = 0; i < tree.json().size(); i++) {
      JsonNode item = tree.json().get(i);
      String place = "/" + i;
      String kind = item.fieldNames().hasNext() ? item.fieldNames().next() : "";
      JsonNode route = item.has("from") ? item : item.path(kind);
      boolean isTemplated = item.has("templatedRoute");
      String key = isTemplated ? "routeId" : "id";
      String id = route.path(key).asText(WITHOUT_ID);
      Caller caller = new Caller(file, tree.line(place), kind, id);
      if (item.has("routeTemplate") || (isTemplated && !isWanted(route))) {
        continue;
      }
      if ((item.has("route") || isTemplated) && route.has(key)) {
        String other = filesOfIds.put(id, file);
        if (other != null) {
          faults.add(
              new RouteFault(
                  file,
                  tree.line(place + "/" + kind + "/" + key),
                  caller.place(),
                  "a route of " + other + " has this id already"));
        }
      }
      names(route.path("from"), LISTENING).forEach(name -> listen(name, caller));
      JsonNode made = item.path("templatedRoute");
      String name = templates.getOrDefault(made.path("routeTemplateRef").asText(""), "");
      for (JsonNode value : made.path("parameters")) {
        name =
            name.replace("{{" + value.path("name").asText() + "}}", value.path("value").asText());
      }
      if (!name.isEmpty()) {
        listen(name, caller);
      }
      collect(tree, item, place, caller);
    }
  }

  /** False when the template makes no route of it, as a setting is not set. */
  private boolean isWanted(JsonNode made) {
    for (JsonNode parameter : made.path("parameters")) {
      if (parameter.path("name").asText().equals("wanted")) {
        return !settings.apply(parameter.path("value").asText()).isEmpty();
      }
    }
    return true;
  }

  private void listen(String name, Caller caller) {
    Caller other = listening.put(settings.apply(name), caller);
    if (CommandRoutes.isMisnamed(settings.apply(name))) {
      misnamed.add(
          new RouteFault(
              caller.file(),
              caller.line(),
              caller.place(),
              "listens on direct:"
                  + name
                  + ", but nobody can send that command: behind answer- stand 1 to 32 of the"
                  + " characters a to z, 0 to 9 and _"));
    }
    // Of two with one id it is said already.
    if (other != null && (!other.id().equals(caller.id()) || caller.id().equals(WITHOUT_ID))) {
      faults.add(
          new RouteFault(
              caller.file(),
              caller.line(),
              caller.place(),
              "listens on direct:" + name + ", as route " + other.id() + " does already"));
    }
  }

  private void collect(YamlTree tree, JsonNode node, String place, Caller caller) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(tree, node.get(i), place + "/" + i, caller);
      }
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      String key = child.getKey();
      JsonNode value = child.getValue();
      String below = place + "/" + key;
      if (key.equals("from") && value.isObject()) {
        collect(tree, value.path("steps"), below + "/steps", caller);
      } else if (value.isTextual()) {
        if (ENDPOINTS.contains(key) && !(key.equals("uri") && isCalling(node))) {
          called(value.asText(), tree.line(below), caller);
        } else if (NAMING.matcher(below).find()) {
          for (String endpoint : value.asText().split(",", -1)) {
            called(endpoint.trim(), tree.line(below), caller);
          }
        }
      } else {
        if (isCalling(value)) {
          names(value, CALLING).forEach(name -> call(name, tree.line(below), caller));
        }
        if (key.equals("setVariable") && caller.id().equals(FILTER)) {
          channels(tree, value, below, caller);
        }
        collect(tree, value, below, caller);
      }
    }
  }

  /** What the filter names by a text of its own; what it works out is known when it runs. */
  private void channels(YamlTree tree, JsonNode set, String place, Caller caller) {
    if (!CHANNELS.contains(set.path("name").asText())) {
      return;
    }
    JsonNode constant = set.path("expression").path("constant");
    if (constant.isMissingNode()) {
      constant = set.path("constant");
    }
    String names =
        constant.isTextual() ? constant.asText() : constant.path("expression").asText("");
    for (String name : settings.apply(names).split(",", -1)) {
      String channel = name.strip();
      if (!channel.isEmpty() && !channel.contains("{{") && !channel.contains("}}")) {
        String route = "notify-" + channel;
        calls.add(
            new Call(
                caller,
                tree.line(place),
                route,
                "names the channel '" + channel + "', but no route " + route + " is there"));
      }
    }
  }

  private void called(String endpoint, int line, Caller caller) {
    nameIn(settings.apply(endpoint), CALLING).forEach(name -> call(name, line, caller));
  }

  private void call(String name, int line, Caller caller) {
    String known = settings.apply(name);
    if (!known.isEmpty() && !known.contains("$") && !known.contains("{{")) {
      calls.add(new Call(caller, line, known));
    }
  }

  private static boolean isCalling(JsonNode endpoint) {
    return CALLING.contains(endpoint.path("uri").asText(""));
  }

  /** The name in an endpoint of one of these schemes, or none. */
  private static List<String> names(JsonNode endpoint, Set<String> schemes) {
    String uri = endpoint.isTextual() ? endpoint.asText() : endpoint.path("uri").asText("");
    if (!schemes.contains(uri)) {
      return nameIn(uri, schemes);
    }
    String name = endpoint.path("parameters").path("name").asText("");
    return name.isEmpty() ? List.of() : List.of(name);
  }

  private static List<String> nameIn(String uri, Set<String> schemes) {
    String[] parts = uri.split(":(//)?", 2);
    return parts.length == 2 && schemes.contains(parts[0])
        ? List.of(parts[1].split("\\?", 2)[0])
        : List.of();
  }
}
