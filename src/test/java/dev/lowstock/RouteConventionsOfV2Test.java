package dev.lowstock;

/** The same house rules, for the routes of Etsy API v2. */
class RouteConventionsOfV2Test extends RouteConventionsTest {

  @Override
  String api() {
    return "v2";
  }
}
