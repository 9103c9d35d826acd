package dev.lowstock.etsy.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Answers as Etsy's API v3 gives them, one case a file. */
public final class Recorded {
  private static final int[] STATUSES = {200, 200, 400, 401, 403, 404, 429, 500};

  private Recorded() {}

  public static String text(String name) {
    try (InputStream file =
        Objects.requireNonNull(Recorded.class.getResourceAsStream("/etsy/v3/" + name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a fuzzer made up; its last byte chooses the status. */
  public static EtsyAnswer garbled(byte[] body) {
    int status =
        body.length == 0 ? 200 : STATUSES[(body[body.length - 1] & 0xff) % STATUSES.length];
    return new EtsyAnswer(status, new String(body, StandardCharsets.UTF_8), null);
  }
}
