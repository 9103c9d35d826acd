package dev.lowstock.bench.planner;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time in a simulation, in seconds since its start. */
final class SimulatedClock extends Clock {
  private static final long START = 1_700_000_000;

  private double seconds;

  void reach(double now) {
    seconds = now;
  }

  static Instant at(double seconds) {
    return Instant.ofEpochMilli(START * 1000 + (long) (seconds * 1000));
  }

  @Override
  public Instant instant() {
    return at(seconds);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
