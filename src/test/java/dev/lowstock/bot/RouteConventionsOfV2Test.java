package dev.lowstock.bot;

import java.util.Map;

/** The same house rules, for the routes of Etsy API v2. */
class RouteConventionsOfV2Test extends RouteConventionsTest {

  @Override
  String api() {
    return "v2";
  }

  @Override
  Map<String, String> more() {
    return Map.of("TELEGRAM_WEBHOOK_URL", "https://bot.example.org");
  }
}
