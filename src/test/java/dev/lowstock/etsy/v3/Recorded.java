package dev.lowstock.etsy.v3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Answers as Etsy's API v3 gives them, one case a file. */
final class Recorded {
  private Recorded() {}

  static String text(String name) {
    try (InputStream file =
        Objects.requireNonNull(Recorded.class.getResourceAsStream("/etsy/v3/" + name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
