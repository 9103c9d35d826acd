package dev.lowstock.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads multipart/form-data strictly (RFC 7578): what is not well-formed is a 400. */
final class MultipartForm {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("form-data; name=\"([^\"]*)\"");
  private static final Pattern FILENAME = Pattern.compile("; filename=\"([^\"]*)\"");
  private static final Pattern TYPE = Pattern.compile("(?i)content-type: *([^\r]*)");

  private MultipartForm() {}

  /** Bytes are looked at as Latin-1, which keeps every one of them. */
  static Map<String, Object> read(String contentType, byte[] body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    String text = new String(body, ISO_8859_1);
    if (!boundary.find() || !text.endsWith("--" + boundary.group(1) + "--\r\n")) {
      throw TelegramRefusal.badRequest("multipart body does not end with its boundary");
    }
    String delimiter = "--" + boundary.group(1) + "\r\n";
    String[] parts = text.substring(0, text.length() - delimiter.length() - 2).split(delimiter, -1);
    Map<String, Object> fields = new LinkedHashMap<>();
    Arrays.stream(parts).skip(1).forEach(part -> readPart(part, fields));
    return fields;
  }

  private static void readPart(String part, Map<String, Object> fields) {
    int end = part.indexOf("\r\n\r\n");
    if (end < 0 || !part.endsWith("\r\n")) {
      throw TelegramRefusal.badRequest("multipart part is cut");
    }
    String head = new String(part.substring(0, end).getBytes(ISO_8859_1), UTF_8);
    byte[] content = part.substring(end + 4, part.length() - 2).getBytes(ISO_8859_1);
    Matcher name = NAME.matcher(head);
    if (!name.find()) {
      throw TelegramRefusal.badRequest("multipart part has no name");
    }
    Matcher filename = FILENAME.matcher(head);
    fields.put(
        name.group(1),
        filename.find()
            ? new UploadedFile(
                filename.group(1),
                type(head),
                content.length,
                Arrays.hashCode(content),
                new String(content, UTF_8))
            : new String(content, UTF_8));
  }

  private static String type(String head) {
    Matcher type = TYPE.matcher(head);
    return type.find() ? type.group(1) : "";
  }
}
