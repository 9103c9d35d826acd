package dev.lowstock.bot;

/** Exit codes of the commands. */
public final class Exit {
  public static final int OK = 0;

  /** Something outside the settings is broken: the database, a port. */
  public static final int TROUBLE = 1;

  /** A setting, a route or a key is wrong: starting again changes nothing (sysexits, EX_CONFIG). */
  public static final int WRONG_SETTINGS = 78;

  private Exit() {}
}
