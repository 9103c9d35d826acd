package dev.lowstock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;

/**
 * This machine's clock. What several nodes compare is the database's clock; this one is for what a
 * node does by itself.
 */
final class NodeClock {
  private static final String OFFSET = "lowstock.clockOffset";

  private NodeClock() {}

  /** The clock, moved by {@code lowstock.clockOffset}, an ISO 8601 duration such as PT-3M. */
  static Clock read() {
    Properties house = new Properties();
    try (InputStream file =
        Objects.requireNonNull(NodeClock.class.getResourceAsStream("/application.properties"))) {
      house.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String offset = System.getProperty(OFFSET, house.getProperty(OFFSET));
    return Clock.offset(Clock.systemUTC(), Duration.parse(offset));
  }
}
