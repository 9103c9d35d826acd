package dev.lowstock.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** One answer of the Bot API before it is written to the wire (Bot API, "Making requests"). */
record TelegramAnswer(int status, Map<String, Object> json) {

  static TelegramAnswer ok(Object result) {
    return new TelegramAnswer(200, Map.of("ok", true, "result", result));
  }

  static TelegramAnswer refused(int code, String description, Map<String, Object> parameters) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ok", false);
    json.put("error_code", code);
    json.put("description", description);
    if (!parameters.isEmpty()) {
      json.put("parameters", parameters);
    }
    return new TelegramAnswer(code, json);
  }
}
