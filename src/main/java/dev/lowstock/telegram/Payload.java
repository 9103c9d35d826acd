package dev.lowstock.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;

/** The body of one request, ready to be sent. */
final class Payload {
  private final String contentType;
  private final byte[] bytes;

  Payload(String contentType, byte[] bytes) {
    this.contentType = contentType;
    this.bytes = bytes;
  }

  static Payload json(Object value) {
    try {
      return new Payload("application/json", BotApi.JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not to be written as JSON: " + value.getClass(), e);
    }
  }

  String contentType() {
    return contentType;
  }

  byte[] bytes() {
    return bytes;
  }
}
