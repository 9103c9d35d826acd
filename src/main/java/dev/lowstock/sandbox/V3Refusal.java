package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Why v3 refuses a call, as the JSON of its answer: {@code error}, and what OAuth adds to it. */
final class V3Refusal extends RuntimeException {

  private final int status;
  private final String error;
  private final @Nullable String description;

  private V3Refusal(int status, String error, @Nullable String description) {
    super(status + " " + error);
    this.status = status;
    this.error = error;
    this.description = description;
  }

  static V3Refusal of(int status, String error) {
    return new V3Refusal(status, error, null);
  }

  static V3Refusal of(int status, String error, String description) {
    return new V3Refusal(status, error, description);
  }

  static V3Refusal notFound() {
    return of(404, "Resource not found");
  }

  EtsyReply reply() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("error", error);
    if (description != null) {
      body.put("error_description", description);
    }
    return EtsyReply.json(status, body.toString());
  }
}
