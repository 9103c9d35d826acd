package dev.lowstock.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.store.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator's commands are answered, as JSON. */
public final class OperatorAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What is undelivered.
   *
   * @param totals rows of sum-undelivered
   * @param alerts rows of select-undelivered
   */
  public String undelivered(List<Map<String, Object>> totals, List<Map<String, Object>> alerts) {
    return json(
        Map.of(
            "totals",
            totals.stream().map(OperatorAnswers::total).toList(),
            "alerts",
            alerts.stream().map(OperatorAnswers::alert).toList()));
  }

  /** How many alerts were changed. */
  public String changed(int alerts) {
    return json(Map.of("alerts", alerts));
  }

  /** What would be sent now. */
  public String previews(List<Outbox.Preview> previews) {
    return json(Map.of("chats", previews.stream().map(OperatorAnswers::chat).toList()));
  }

  /**
   * The event that a listing would have.
   *
   * @param rows of select-tried-event, at most one
   * @throws OperatorRefused when there is none
   */
  public Map<String, Object> tried(List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      throw new OperatorRefused("The bot knows no such listing: it has to have seen it once");
    }
    return rows.get(0);
  }

  /** Who would have been told of an event, and how. */
  public String trial(
      Map<String, Object> event,
      @Nullable String tell,
      @Nullable String holdSeconds,
      @Nullable String channels,
      @Nullable String skus,
      @Nullable String skusMissing,
      List<Outbox.Preview> previews) {
    Map<String, Object> trial = new LinkedHashMap<>();
    trial.put("kind", Rows.text(event, "kind"));
    trial.put("listing", Rows.number(event, "listing_id"));
    trial.put("title", event.get("title"));
    trial.put("shop", event.get("shop_name"));
    trial.put("skus", skus == null ? List.of() : skus.lines().toList());
    trial.put("skus_missing", skusMissing);
    trial.put("tell", "true".equals(tell));
    trial.put("hold_seconds", holdSeconds);
    trial.put("channels", channels);
    trial.put("chats", previews.stream().map(OperatorAnswers::chat).toList());
    return json(trial);
  }

  private static Map<String, Object> total(Map<String, Object> row) {
    return Map.of(
        "state", Rows.text(row, "state"),
        "alerts", Rows.number(row, "alerts"),
        "oldest_seconds", seconds(Rows.instant(row, "oldest"), Rows.instant(row, "now")));
  }

  private static Map<String, Object> alert(Map<String, Object> row) {
    Instant now = Rows.instant(row, "now");
    String skus = (String) row.get("skus");
    boolean due = Rows.text(row, "state").equals("due");
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("id", Rows.number(row, "id"));
    alert.put("state", Rows.text(row, "state"));
    alert.put("channel", Rows.text(row, "channel"));
    alert.put("chat", Rows.text(row, "address"));
    alert.put("topic", row.get("topic"));
    alert.put("kind", row.get("kind") == null ? "message" : row.get("kind"));
    alert.put("listing", row.get("listing_id"));
    alert.put("title", row.get("title"));
    alert.put("skus", skus == null ? List.of() : skus.lines().toList());
    alert.put("age_seconds", seconds(Rows.instant(row, "created_at"), now));
    alert.put("attempts", Rows.number(row, "attempts"));
    alert.put("next_try_seconds", due ? seconds(now, Rows.instant(row, "next_try")) : null);
    alert.put("trouble", row.get("trouble"));
    return alert;
  }

  private static Map<String, Object> chat(Outbox.Preview preview) {
    Map<String, Object> chat = new LinkedHashMap<>();
    chat.put("channel", preview.chat().channel());
    chat.put("chat", preview.chat().address());
    chat.put("waits_seconds", preview.waits().toSeconds());
    chat.put("messages", preview.batches().stream().map(OperatorAnswers::message).toList());
    return chat;
  }

  private static Map<String, Object> message(Outbox.Batch batch) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("topic", batch.topic());
    message.put("alerts", batch.ids());
    message.put("recheck", batch.old());
    message.put("text", batch.message().plain());
    return message;
  }

  private static long seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toSeconds());
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
