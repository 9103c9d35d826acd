package dev.lowstock.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How sound route files fit together: ids are unique, and every {@code direct:} is answered. */
final class RouteLinks {
  private final Map<String, YamlTree> files;

  RouteLinks(Map<String, YamlTree> files) {
    this.files = files;
  }

  List<RouteFault> faults() {
    List<RouteFault> faults = new ArrayList<>();
    Map<String, String> routes = new HashMap<>();
    Map<String, Call> calls = new TreeMap<>();
    Set<String> listening = new java.util.HashSet<>();
    files.forEach(
        (file, tree) -> {
          for (int i = 0; i < tree.json().size(); i++) {
            JsonNode route = tree.json().get(i).path("route");
            String id = route.path("id").asText("");
            String other = id.isEmpty() ? null : routes.put(id, file);
            if (other != null) {
              faults.add(
                  new RouteFault(
                      file,
                      tree.line("/" + i + "/route/id"),
                      "route " + id,
                      "a route of " + other + " has this id already"));
            }
            direct(route.path("from")).forEach(listening::add);
            collect(file, tree, route.path("from").path("steps"), "/" + i, id, calls);
          }
        });
    calls.forEach(
        (name, call) -> {
          if (!listening.contains(name)) {
            faults.add(
                new RouteFault(
                    call.file(),
                    call.line(),
                    "route " + call.route(),
                    "calls direct:" + name + ", but no route listens there"));
          }
        });
    return faults;
  }

  private record Call(String file, int line, String route) {}

  private static void collect(
      String file,
      YamlTree tree,
      JsonNode node,
      String pointer,
      String route,
      Map<String, Call> calls) {
    if (node.isObject() && node.has("uri")) {
      direct(node)
          .forEach(name -> calls.putIfAbsent(name, new Call(file, tree.line(pointer), route)));
    }
    node.forEach(child -> collect(file, tree, child, pointer, route, calls));
  }

  /** The name of a direct endpoint, unless it is only known at run time. */
  private static List<String> direct(JsonNode endpoint) {
    String uri = endpoint.path("uri").asText("");
    String name =
        uri.equals("direct")
            ? endpoint.path("parameters").path("name").asText("")
            : uri.startsWith("direct:") ? uri.substring("direct:".length()).split("\\?", 2)[0] : "";
    return name.isEmpty() || name.contains("$") || name.contains("{{") ? List.of() : List.of(name);
  }
}
