package dev.lowstock.route;

/**
 * What is wrong with a route file, and where.
 *
 * @param line counted from 1; 0 when it is not known
 * @param place the route and the path in it, or an empty text
 */
public record RouteFault(String file, int line, String place, String problem) {
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + (place.isEmpty() ? "" : " (" + place + ")")
        + ": "
        + problem;
  }
}
