package dev.lowstock.clock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Properties;

/**
 * The two clocks of this machine. What several nodes compare is the database's clock; these are for
 * what a node does by itself. Who asks for a {@link Clock} compares with the times of others; who
 * asks for an {@link InstantSource} measures lengths.
 */
public final class NodeClock {
  private static final String OFFSET = "lowstock.clockOffset";

  private NodeClock() {}

  /**
   * The clock on the wall, which people and NTP set, moved by {@code lowstock.clockOffset}, an ISO
   * 8601 duration such as PT-3M.
   */
  public static Clock wall() {
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

  /** Begins with the time of now and goes on evenly from there, whatever the machine is set to. */
  public static InstantSource steady() {
    Instant begin = Instant.now();
    long beginNanos = System.nanoTime();
    return () -> begin.plusNanos(System.nanoTime() - beginNanos);
  }
}
