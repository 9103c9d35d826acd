package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Answers {@code GET /v2/feeds/listings/latest}: the window [time_offset, time_offset + time_limit)
 * in seconds, a page of it at a time (Etsy API v2, real-time feeds).
 */
final class FeedAnswer {

  private final ObjectMapper mapper = new ObjectMapper();
  private final SandboxFeed feed;
  private final String feedsKey;

  FeedAnswer(SandboxFeed feed, String feedsKey) {
    this.feed = feed;
    this.feedsKey = feedsKey;
  }

  EtsyReply to(EtsyRequest request) {
    Map<String, String> query = request.query();
    if (!feedsKey.equals(query.get("api_key"))) {
      return EtsyReply.text(403, "Invalid API key, or the key may not read this feed.");
    }
    if (!query.containsKey("time_offset")) {
      return EtsyReply.text(400, "Missing required parameter: time_offset");
    }
    try {
      long from = number(query, "time_offset", 0, 0, Long.MAX_VALUE / 2);
      long length = number(query, "time_limit", 10, 1, Long.MAX_VALUE / 2);
      int limit = (int) number(query, "limit", 25, 1, 100);
      int offset = (int) number(query, "offset", 0, 0, Integer.MAX_VALUE);
      return EtsyReply.json(page(from, length, limit, offset));
    } catch (IllegalArgumentException wrong) {
      return EtsyReply.text(400, String.valueOf(wrong.getMessage()));
    }
  }

  private String page(long from, long length, int limit, int offset) {
    List<String> window = feed.window(from, from + length);
    int start = Math.min(offset, window.size());
    List<String> page = window.subList(start, Math.min(start + limit, window.size()));
    boolean more = start + page.size() < window.size();
    ObjectNode params =
        mapper
            .createObjectNode()
            .put("limit", limit)
            .put("offset", offset)
            .putNull("page")
            .put("time_offset", from)
            .put("time_limit", length);
    ObjectNode pagination =
        mapper
            .createObjectNode()
            .put("effective_limit", limit)
            .put("effective_offset", offset)
            .put("next_offset", more ? Integer.valueOf(offset + limit) : null)
            .put("effective_page", offset / limit + 1)
            .put("next_page", more ? Integer.valueOf(offset / limit + 2) : null);
    // Joined as text: an entry may be malformed on purpose.
    return "{\"count\":%d,\"results\":[%s],\"params\":%s,\"type\":\"Listing\",\"pagination\":%s}"
        .formatted(window.size(), String.join(",", page), params, pagination);
  }

  private static long number(
      Map<String, String> query, String name, long standard, long least, long most) {
    String given = query.getOrDefault(name, Long.toString(standard));
    long number = given.matches("\\d{1,18}") ? Long.parseLong(given) : -1;
    if (number < least || number > most) {
      throw new IllegalArgumentException("Invalid value for " + name + ": " + given);
    }
    return number;
  }
}
