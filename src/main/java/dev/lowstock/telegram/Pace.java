package dev.lowstock.telegram;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * The times and numbers of receiving updates.
 *
 * @param answerSlack what a poll may take beyond the long poll itself
 * @param pollPause the pause after so many failed polls in a row
 * @param retryPause the pause before an update is tried again
 * @param tries how often an update is tried before it is passed over
 * @param triesWhileAway the same while the database or Telegram is away, which ends the polling
 *     sooner: the lease on it cannot be renewed then
 * @param workers how many chats are dealt with at the same time
 * @param stopLimit how long stopping may wait, once to finish and once to confirm
 */
record Pace(
    Duration answerSlack,
    IntFunction<Duration> pollPause,
    Duration retryPause,
    int tries,
    int triesWhileAway,
    int workers,
    Duration stopLimit) {

  static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(10),
          failures -> Duration.ofSeconds(Math.min(30, 1L << Math.min(failures - 1, 5))),
          Duration.ofSeconds(1),
          3,
          60,
          4,
          Duration.ofSeconds(2));
}
