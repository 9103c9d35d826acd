package dev.lowstock.sandbox;

import java.util.Arrays;
import java.util.List;

/** Reads the ids in the path of a v3 call, each of which follows the name of what it is of. */
final class V3Path {

  private V3Path() {}

  static long id(EtsyRequest request, String name) {
    List<String> parts = Arrays.asList(request.url().getPath().split("/", -1));
    return Long.parseLong(parts.get(parts.indexOf(name) + 1));
  }
}
