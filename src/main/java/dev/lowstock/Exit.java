package dev.lowstock;

/** Exit codes of the commands. */
final class Exit {
  static final int OK = 0;

  /** Something outside the settings is broken: the database, a port. */
  static final int TROUBLE = 1;

  /** A setting, a route or a key is wrong: starting again changes nothing (sysexits, EX_CONFIG). */
  static final int WRONG_SETTINGS = 78;

  private Exit() {}
}
