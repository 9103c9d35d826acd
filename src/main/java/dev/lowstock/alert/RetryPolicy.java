package dev.lowstock.alert;

/** How long to wait before the next try: 1, 2, 4 … seconds, at most one minute or one hour. */
public final class RetryPolicy {
  private static final int LONGEST_SECONDS = 60;
  private static final int LONGEST_CLOSED_SECONDS = 3600;

  /**
   * Seconds until the next try.
   *
   * @param attempts tries that have failed so far, 1 or more
   */
  public int secondsAfter(int attempts) {
    return seconds(attempts, LONGEST_SECONDS);
  }

  /** The same for an attempt that has just failed and is not counted yet, in milliseconds. */
  public int millisAfter(int earlierAttempts) {
    return 1000 * secondsAfter(earlierAttempts + 1);
  }

  /** For a chat that may not be written to now: at most an hour, in milliseconds. */
  public int millisWhileClosed(int earlierTries) {
    return 1000 * seconds(earlierTries + 1, LONGEST_CLOSED_SECONDS);
  }

  private static int seconds(int attempts, int longest) {
    return attempts < 1 ? 1 : Math.min(longest, 1 << Math.min(attempts - 1, 20));
  }
}
