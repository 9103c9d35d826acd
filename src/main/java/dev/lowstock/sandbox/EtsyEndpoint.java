package dev.lowstock.sandbox;

import java.util.regex.Pattern;

/** What of Etsy API v2 the sandbox answers, and the page where a seller signs in. */
public enum EtsyEndpoint {
  FEED("/v2/feeds/listings/latest"),
  REQUEST_TOKEN("/v2/oauth/request_token"),
  ACCESS_TOKEN("/v2/oauth/access_token"),
  SELF("/v2/users/__SELF__"),
  LISTING("/v2/listings/\\d{1,18}"),
  EPOCH("/v2/server/epoch"),
  SIGN_IN("/oauth/signin"),
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
}
