package dev.lowstock.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.operate.OperatorRows.Total;
import dev.lowstock.operate.OperatorRows.Undelivered;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.stock.component.Trial;
import dev.lowstock.store.Rows;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the operator's commands are answered, as JSON. */
final class OperatorAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is undelivered. */
  String undelivered(List<Total> totals, List<Undelivered> alerts) {
    return json(
        Map.of(
            "totals",
            totals.stream().map(OperatorAnswers::total).toList(),
            "alerts",
            alerts.stream().map(OperatorAnswers::alert).toList()));
  }

  /** How many alerts were changed. */
  String changed(int alerts) {
    return json(Map.of("alerts", alerts));
  }

  /** What would be sent now. */
  String previews(List<Outbox.Preview> previews) {
    return json(Map.of("chats", chats(previews)));
  }

  /** Who would have been told of an event, and how. */
  String trial(Trial trial) {
    Map<String, Object> event = trial.event();
    String skus = trial.skus();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("kind", Rows.text(event, "kind"));
    answer.put("listing", Rows.number(event, "listing_id"));
    answer.put("title", event.get("title"));
    answer.put("shop", event.get("shop_name"));
    answer.put("skus", skus == null ? List.of() : skus.lines().toList());
    answer.put("skus_missing", trial.skusMissing());
    answer.put("tell", trial.tell());
    answer.put("hold_seconds", trial.holdSeconds());
    answer.put("channels", trial.channels());
    answer.put("chats", chats(trial.previews() instanceof List<?> previews ? previews : List.of()));
    return json(answer);
  }

  private static List<Map<String, Object>> chats(List<?> previews) {
    return previews.stream().map(Outbox.Preview.class::cast).map(OperatorAnswers::chat).toList();
  }

  private static Map<String, Object> total(Total total) {
    return Map.of(
        "state",
        total.state(),
        "alerts",
        total.alerts(),
        "oldest_seconds",
        seconds(total.oldest()));
  }

  private static Map<String, Object> alert(Undelivered row) {
    String skus = row.skus();
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("id", row.id());
    alert.put("state", row.state());
    alert.put("channel", row.channel());
    alert.put("chat", row.address());
    alert.put("topic", row.topic());
    alert.put("kind", row.kind() == null ? "message" : row.kind());
    alert.put("listing", row.listing());
    alert.put("title", row.title());
    alert.put("skus", skus == null ? List.of() : skus.lines().toList());
    alert.put("age_seconds", seconds(row.age()));
    alert.put("attempts", row.attempts());
    alert.put("next_try_seconds", row.state().equals("due") ? seconds(row.nextTry()) : null);
    alert.put("trouble", row.trouble());
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

  private static long seconds(Duration length) {
    return Math.max(0, length.toSeconds());
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
