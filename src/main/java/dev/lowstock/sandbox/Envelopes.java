package dev.lowstock.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Changes inside v2's envelope {@code {count, results, …}} of an honest answer. */
final class Envelopes {

  // So that 1e400 stays what it is.
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Envelopes() {}

  static EtsyReply changed(EtsyReply reply, Consumer<ObjectNode> change) {
    if (reply.status() != 200 || !reply.contentType().startsWith("application/json")) {
      return reply;
    }
    ObjectNode envelope = (ObjectNode) value(reply.body());
    change.accept(envelope);
    return reply.withBody(envelope.toString());
  }

  static ArrayNode results(ObjectNode envelope) {
    JsonNode results = envelope.path("results");
    return results.isArray() ? (ArrayNode) results : JsonNodeFactory.instance.arrayNode();
  }

  static void eachResult(ObjectNode envelope, Consumer<ObjectNode> change) {
    for (JsonNode result : results(envelope)) {
      if (result.isObject()) {
        change.accept((ObjectNode) result);
      }
    }
  }

  static JsonNode value(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException("not JSON: " + json, malformed);
    }
  }
}
