package dev.lowstock.alert;

/** How long to wait before the next try: 1, 2, 4 … seconds, at most one minute. */
public final class RetryPolicy {
  private static final int LONGEST_SECONDS = 60;

  /**
   * Seconds until the next try.
   *
   * @param attempts tries that have failed so far, 1 or more
   */
  public int secondsAfter(int attempts) {
    return attempts < 1
        ? 1
        : attempts > 6 ? LONGEST_SECONDS : Math.min(LONGEST_SECONDS, 1 << (attempts - 1));
  }

  /** The same for an attempt that has just failed and is not counted yet, in milliseconds. */
  public int millisAfter(int earlierAttempts) {
    return 1000 * secondsAfter(earlierAttempts + 1);
  }
}
