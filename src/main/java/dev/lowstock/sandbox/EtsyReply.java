package dev.lowstock.sandbox;

import java.util.HashMap;
import java.util.Map;

/** An answer of the sandbox; v2 says its errors in plain text, v3 in JSON. */
record EtsyReply(int status, String contentType, Map<String, String> headers, String body) {

  static EtsyReply json(String body) {
    return json(200, body);
  }

  static EtsyReply json(int status, String body) {
    return new EtsyReply(status, "application/json; charset=utf-8", Map.of(), body);
  }

  static EtsyReply form(String body) {
    return new EtsyReply(200, "application/x-www-form-urlencoded", Map.of(), body);
  }

  static EtsyReply text(int status, String body) {
    return new EtsyReply(status, "text/plain; charset=utf-8", Map.of(), body);
  }

  static EtsyReply page(int status, String html) {
    return new EtsyReply(status, "text/html; charset=utf-8", Map.of(), html);
  }

  EtsyReply with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new EtsyReply(status, contentType, more, body);
  }

  EtsyReply withBody(String changed) {
    return new EtsyReply(status, contentType, headers, changed);
  }
}
