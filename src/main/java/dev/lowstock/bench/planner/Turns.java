package dev.lowstock.bench.planner;

/** When a listing's turn comes again. */
interface Turns {
  /** At the start of each sweep's worth of looks. */
  default void round(int now) {}

  /** Before a look: what was recorded is as it was when it was last seen. */
  default void before(int listing, int now) {}

  /** The second from which on a listing is due that has just been looked at. */
  int next(int listing, int now);
}
