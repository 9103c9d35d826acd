package dev.lowstock.etsy.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Answers of Etsy as they looked, from {@code src/test/resources/etsy/v2}. */
final class Recorded {

  private Recorded() {}

  static String answer(String file) {
    try (InputStream in = Recorded.class.getResourceAsStream("/etsy/v2/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
