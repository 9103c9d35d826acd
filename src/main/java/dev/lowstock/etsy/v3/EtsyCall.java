package dev.lowstock.etsy.v3;

import org.jspecify.annotations.Nullable;

/**
 * One call of Etsy's API v3.
 *
 * @param operation Etsy's name of it, for the metrics: never whose or which
 * @param path what follows the base URL, from {@code /v3} on
 * @param query percent-encoded
 * @param form body of a POST, form-encoded; may hold a secret
 */
public record EtsyCall(
    String operation, String method, String path, @Nullable String query, @Nullable String form) {

  static EtsyCall get(String operation, String path, @Nullable String query) {
    return new EtsyCall(operation, "GET", path, query, null);
  }

  static EtsyCall post(String operation, String path, String form) {
    return new EtsyCall(operation, "POST", path, null, form);
  }

  /** Without the form, which may hold a secret. */
  @Override
  public String toString() {
    return method + " " + path + (query == null ? "" : "?" + query);
  }
}
