package dev.lowstock.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds one multipart/form-data body in UTF-8 (RFC 7578). A field without a value is left out;
 * used by one thread.
 */
final class Multipart {
  private final String boundary = "lowstock-" + UUID.randomUUID();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Multipart field(String name, @Nullable Object value) {
    if (value != null) {
      part("name=\"%s\"".formatted(quoted(name)), "text/plain; charset=UTF-8");
      bytes.writeBytes(value.toString().getBytes(UTF_8));
      write("\r\n");
    }
    return this;
  }

  Multipart file(String name, @Nullable String filename, byte @Nullable [] content) {
    if (content != null) {
      String shownAs = filename == null ? name : filename;
      part(
          "name=\"%s\"; filename=\"%s\"".formatted(quoted(name), quoted(shownAs)),
          "application/octet-stream");
      bytes.writeBytes(content);
      write("\r\n");
    }
    return this;
  }

  Payload done() {
    write("--" + boundary + "--\r\n");
    return new Payload("multipart/form-data; boundary=" + boundary, bytes.toByteArray());
  }

  private void part(String disposition, String contentType) {
    write("--" + boundary + "\r\n");
    write("Content-Disposition: form-data; " + disposition + "\r\n");
    write("Content-Type: " + contentType + "\r\n\r\n");
  }

  private void write(String text) {
    bytes.writeBytes(text.getBytes(UTF_8));
  }

  private static String quoted(String text) {
    return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }
}
