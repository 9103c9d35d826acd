package dev.lowstock.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The schemas of Kubernetes, of Camel K and of the Prometheus Operator, by which a field that they
 * do not know is a fault: {@code src/test/resources/deploy/README.md} says where they are from.
 */
final class ManifestSchemas {
  private static final Path FOLDER = Path.of("src", "test", "resources", "deploy");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> OWN_FILE =
      Map.of("Integration", "integration.json", "ServiceMonitor", "servicemonitor.json");
  private static final Map<String, String> GROUPS =
      Map.of(
          "v1", "io.k8s.api.core.v1.",
          "apps/v1", "io.k8s.api.apps.v1.",
          "networking.k8s.io/v1", "io.k8s.api.networking.v1.",
          "policy/v1", "io.k8s.api.policy.v1.");

  private final Map<String, JsonSchema> schemas = new TreeMap<>();

  /** What is wrong with an object, one line each. */
  List<String> faults(JsonNode object) {
    return schemas
        .computeIfAbsent(
            object.path("apiVersion").asText() + "/" + object.path("kind").asText(),
            kind -> schema(object))
        .validate(object)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static JsonSchema schema(JsonNode object) {
    String kind = object.path("kind").asText();
    String file = OWN_FILE.getOrDefault(kind, "kubernetes.json");
    try {
      ObjectNode schema = (ObjectNode) JSON.readTree(Files.readString(FOLDER.resolve(file)));
      if (!OWN_FILE.containsKey(kind)) {
        String group = GROUPS.get(object.path("apiVersion").asText());
        schema.put("$ref", "#/definitions/" + group + kind);
      }
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
