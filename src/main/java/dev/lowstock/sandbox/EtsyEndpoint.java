package dev.lowstock.sandbox;

import java.util.regex.Pattern;

/** What of Etsy API v2 and v3 the sandbox answers, and the pages where a seller signs in. */
public enum EtsyEndpoint {
  FEED("/v2/feeds/listings/latest"),
  REQUEST_TOKEN("/v2/oauth/request_token"),
  ACCESS_TOKEN("/v2/oauth/access_token"),
  SELF("/v2/users/__SELF__"),
  LISTING("/v2/listings/\\d{1,18}"),
  EPOCH("/v2/server/epoch"),
  SIGN_IN("/oauth/signin"),
  CONNECT("/oauth/connect"),
  TOKEN("/v3/public/oauth/token"),
  PING("/v3/application/openapi-ping"),
  ME("/v3/application/users/me"),
  SHOP_BY_OWNER("/v3/application/users/\\d{1,18}/shops"),
  SHOP("/v3/application/shops/\\d{1,18}"),
  LISTINGS_BY_SHOP("/v3/application/shops/\\d{1,18}/listings"),
  RECEIPT_LISTINGS("/v3/application/shops/\\d{1,18}/receipts/\\d{1,18}/listings"),
  LISTINGS_BATCH("/v3/application/listings/batch"),
  INVENTORY_BATCH("/v3/application/listings/batch/inventory"),
  LISTING_V3("/v3/application/listings/\\d{1,18}"),
  INVENTORY("/v3/application/listings/\\d{1,18}/inventory"),
  UNKNOWN_V3("/v3/.*"),
  UNKNOWN(".*");

  private final Pattern path;

  EtsyEndpoint(String path) {
    this.path = Pattern.compile(path);
  }

  static EtsyEndpoint at(String path) {
    for (EtsyEndpoint endpoint : values()) {
      if (endpoint.path.matcher(path).matches()) {
        return endpoint;
      }
    }
    return UNKNOWN;
  }

  boolean isOfV3() {
    return this == CONNECT || path.pattern().startsWith("/v3/");
  }
}
