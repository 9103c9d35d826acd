package dev.lowstock.etsy.api;

import java.util.Map;

/** What Etsy told a node, for tests of other packages. */
public final class EtsyTold {
  private static final EtsyCall PING = EtsyCall.get("ping", "/v3/application/openapi-ping", null);

  private EtsyTold() {}

  /** So many times in a row, that it does not take our key. */
  public static void refusesKey(CallMeters meters, int times) {
    for (int n = 0; n < times; n++) {
      meters.called(PING, new EtsyAnswer(401, "{\"error\":\"Invalid API key\"}", null), null);
    }
  }

  public static void takesKey(CallMeters meters) {
    meters.called(PING, new EtsyAnswer(200, "{}", null), null);
  }

  /** So many calls are left of 10,000. */
  public static void callsLeft(EtsyQuota quota, int calls) {
    boolean unused =
        quota.answered(
            PING,
            new EtsyAnswer(200, "{}", null),
            Map.of("x-limit-per-day", "10000", "x-remaining-today", Integer.toString(calls)));
  }
}
