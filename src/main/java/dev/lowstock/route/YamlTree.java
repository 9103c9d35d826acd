package dev.lowstock.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML file as JSON, which remembers the line of everything in it. Read with the parser that
 * Camel reads route files with.
 *
 * @param lines by JSON pointer, counted from 1
 */
record YamlTree(JsonNode json, Map<String, Integer> lines) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a file.
   *
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException when it is not YAML
   */
  static YamlTree of(String text) {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    Map<String, Integer> lines = new HashMap<>();
    Optional<Node> root = new Compose(settings).composeString(text);
    root.ifPresent(node -> note(node, "", lines));
    JsonNode json = convert(new Load(settings).loadFromString(text));
    return new YamlTree(json, lines);
  }

  /** The line of a pointer, or of the nearest thing around it. */
  int line(String pointer) {
    String place = pointer;
    while (!lines.containsKey(place) && place.contains("/")) {
      place = place.substring(0, place.lastIndexOf('/'));
    }
    return lines.getOrDefault(place, 0);
  }

  private static JsonNode convert(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.createObjectNode();
      map.forEach((key, element) -> object.set(String.valueOf(key), convert(element)));
      return object;
    }
    if (value instanceof Iterable<?> elements) {
      ArrayNode array = JSON.createArrayNode();
      elements.forEach(element -> array.add(convert(element)));
      return array;
    }
    return value == null ? NullNode.getInstance() : JSON.valueToTree(value);
  }

  private static void note(Node node, String pointer, Map<String, Integer> lines) {
    node.getStartMark().ifPresent(mark -> lines.put(pointer, mark.getLine() + 1));
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          String place = pointer + "/" + key.getValue();
          note(entry.getValueNode(), place, lines);
          key.getStartMark().ifPresent(mark -> lines.put(place, mark.getLine() + 1));
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      int index = 0;
      for (Node element : sequence.getValue()) {
        note(element, pointer + "/" + index++, lines);
      }
    }
  }
}
