package dev.lowstock.etsy.api;

import dev.lowstock.etsy.AnswerTooLarge;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads answers whole, as far as any honest one goes. Thread-safe. */
final class AnswerReader {
  /** Unpacked. A full page of listings with inventory has about 1 MB; four are read at a time. */
  private static final int LARGEST = 8 * 1024 * 1024;

  /**
   * The answer, with its body read.
   *
   * @throws AnswerTooLarge when there is more of it than is read
   */
  EtsyAnswer read(int status, @Nullable String retryAfter, @Nullable InputStream body)
      throws IOException {
    if (body == null) {
      return new EtsyAnswer(status, "", retryAfter);
    }
    try (body) {
      byte[] bytes = body.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new AnswerTooLarge("Etsy answered " + status + " with more than is read");
      }
      return new EtsyAnswer(status, bytes, retryAfter);
    }
  }
}
