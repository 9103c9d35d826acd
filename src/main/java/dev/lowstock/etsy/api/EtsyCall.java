package dev.lowstock.etsy.api;

import org.jspecify.annotations.Nullable;

/**
 * One call of Etsy's API v3.
 *
 * @param operation Etsy's name of it, for the metrics: never whose or which
 * @param path what follows the base URL, from {@code /v3} on
 * @param query percent-encoded
 * @param form body of a POST, form-encoded; may hold a secret
 * @param sellerId whose access it is made with, or renews; null for a call with the key alone
 */
public record EtsyCall(
    String operation,
    String method,
    String path,
    @Nullable String query,
    @Nullable String form,
    @Nullable Long sellerId) {

  public static EtsyCall get(String operation, String path, @Nullable String query) {
    return new EtsyCall(operation, "GET", path, query, null, null);
  }

  static EtsyCall post(String operation, String path, String form) {
    return new EtsyCall(operation, "POST", path, null, form, null);
  }

  /** The same call, made for a seller. */
  EtsyCall of(long seller) {
    return new EtsyCall(operation, method, path, query, form, seller);
  }

  /** Without the form, which may hold a secret. */
  @Override
  public String toString() {
    return method + " " + path + (query == null ? "" : "?" + query);
  }
}
