package dev.lowstock.sandbox;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the parameters of a v3 call; what is wrong is {@link V3Refusal} 400. */
final class V3Query {

  private static final List<String> STATES =
      List.of("active", "inactive", "sold_out", "draft", "expired");
  private static final List<String> ASSOCIATIONS =
      List.of("Images", "Shop", "User", "Translations", "Videos", "Personalization", "BuyerPrice");
  private static final List<String> ASSOCIATIONS_BY_SHOP =
      List.of(
          "Shipping",
          "Images",
          "Shop",
          "User",
          "Translations",
          "Inventory",
          "Videos",
          "Personalization",
          "BuyerPrice");
  private static final int LARGEST_OFFSET = 12_000;
  private static final int LARGEST_BATCH = 100;

  private final Map<String, String> query;

  V3Query(EtsyRequest request) {
    this.query = request.query();
  }

  String state() {
    return oneOf("state", "active", STATES);
  }

  String sortedOn() {
    return oneOf("sort_on", "created", List.of("created", "price", "updated", "score"));
  }

  boolean isAscending() {
    List<String> orders = List.of("asc", "ascending", "up", "desc", "descending", "down");
    return orders.indexOf(oneOf("sort_order", "desc", orders)) < 3;
  }

  int limit() {
    return number("limit", 25, 1, 100);
  }

  int offset() {
    return number("offset", 0, 0, LARGEST_OFFSET);
  }

  /** As getListing and the batch take it, without the inventory since July 2026. */
  Set<String> includes() {
    return includes(ASSOCIATIONS);
  }

  Set<String> includesByShop() {
    return includes(ASSOCIATIONS_BY_SHOP);
  }

  Set<Long> listingIds() {
    Set<Long> ids = new LinkedHashSet<>();
    for (String id : query.getOrDefault("listing_ids", "").split(",", -1)) {
      if (!id.matches("[1-9]\\d{0,17}")) {
        throw invalid(id, "listing_ids");
      }
      ids.add(Long.parseLong(id));
    }
    if (ids.size() > LARGEST_BATCH) {
      throw V3Refusal.of(400, "listing_ids may hold at most " + LARGEST_BATCH + " ids");
    }
    return ids;
  }

  private Set<String> includes(List<String> known) {
    String given = query.getOrDefault("includes", "");
    if (given.isEmpty()) {
      return Set.of();
    }
    Set<String> wanted = new LinkedHashSet<>(Arrays.asList(given.split(",", -1)));
    wanted.forEach(association -> requireOneOf(association, known));
    return wanted;
  }

  private String oneOf(String name, String standard, List<String> known) {
    String given = query.getOrDefault(name, standard);
    requireOneOf(given, known);
    return given;
  }

  private static void requireOneOf(String given, List<String> known) {
    if (!known.contains(given)) {
      throw V3Refusal.of(
          400, "Invalid value (" + given + ") for enum(" + String.join(", ", known) + ")");
    }
  }

  private int number(String name, int standard, int least, int most) {
    String given = query.getOrDefault(name, Integer.toString(standard));
    int number = given.matches("\\d{1,9}") ? Integer.parseInt(given) : -1;
    if (number < least || number > most) {
      throw invalid(given, name);
    }
    return number;
  }

  private static V3Refusal invalid(String given, String name) {
    return V3Refusal.of(400, "Invalid value (" + given + ") for " + name);
  }
}
