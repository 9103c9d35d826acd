package dev.lowstock.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.StockEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an event keeps what it concerns, in columns of limited length. */
public final class OfferingJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Of columns skus and offerings of stock_event. */
  private static final int LONGEST = 16_000;

  /** The SKUs of an event, one a line, as many as the column takes; null when not known. */
  public @Nullable String skuLines(StockEvent event) {
    if (event.skus() == null) {
      return null;
    }
    StringBuilder lines = new StringBuilder();
    for (String sku : event.skus()) {
      if (lines.length() + sku.length() >= LONGEST) {
        break;
      }
      lines.append(lines.isEmpty() ? "" : "\n").append(sku);
    }
    return lines.toString();
  }

  /** The variations as JSON, as many as the column takes; null when there are none. */
  public @Nullable String write(List<OfferingChange> offerings) {
    for (int count = offerings.size(); count > 0; count = count * 3 / 4) {
      try {
        String json = JSON.writeValueAsString(offerings.subList(0, count));
        if (json.length() <= LONGEST) {
          return json;
        }
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
    return null;
  }

  /** What {@link #write} wrote; empty for null. */
  static List<OfferingChange> read(@Nullable String json) {
    if (json == null) {
      return List.of();
    }
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An event holds no offerings", e);
    }
  }
}
