package dev.lowstock.etsy.api;

/** A seller's access token, good for an hour; prints no secret. */
record Bearer(String token) {

  /** The whole {@code Authorization} header; the token already has the seller's id in front. */
  String header() {
    return "Bearer " + token;
  }

  @Override
  public String toString() {
    return "Bearer[***]";
  }
}
