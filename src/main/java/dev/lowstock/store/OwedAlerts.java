package dev.lowstock.store;

import dev.lowstock.stock.Judgment;
import dev.lowstock.stock.OfferingChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Owes the alerts of a stock event, and remembers what was told as low. Works in the transaction of
 * its caller: an alert is owed if and only if it is remembered.
 */
public final class OwedAlerts {
  private final NamedParameterJdbcTemplate database;
  private final Judgment judgment = new Judgment();
  private final OfferingJson json = new OfferingJson();
  private final String owe = Sql.read("owe-alert");
  private final String rememberAgain = Sql.read("remember-low-again");
  private final String remember = Sql.read("remember-low");

  public OwedAlerts(DataSource dataSource) {
    this.database = new NamedParameterJdbcTemplate(dataSource);
  }

  private record Recipient(int threshold, Map<Long, Long> toldLow) {}

  /**
   * Owes each recipient what it is to hear of the event, once however often it is called.
   *
   * @param event a row of select-claimed-stock-events.sql
   * @param recipients rows of select-recipients.sql or select-channel.sql: a row for each variation
   *     that was told as low, or one without
   * @param holdSeconds how long the alerts wait
   */
  public void owe(
      Map<String, Object> event, List<Map<String, Object>> recipients, long holdSeconds) {
    long id = Rows.number(event, "id");
    List<OfferingChange> offerings = OfferingJson.read((String) event.get("offerings"));
    List<MapSqlParameterSource> alerts = new ArrayList<>();
    List<MapSqlParameterSource> lows = new ArrayList<>();
    byChat(recipients)
        .forEach(
            (chat, recipient) -> {
              Judgment.Verdict verdict =
                  judgment.of(
                      id,
                      Rows.text(event, "kind"),
                      Rows.integer(event, "quantity"),
                      Rows.integer(event, "quantity_before"),
                      offerings,
                      recipient.threshold,
                      recipient.toldLow);
              MapSqlParameterSource owed =
                  new MapSqlParameterSource("chat", chat).addValue("event", id);
              if (verdict.told()) {
                alerts.add(
                    copy(owed)
                        .addValue("offerings", json.write(verdict.offerings()))
                        .addValue("holdSeconds", holdSeconds));
              }
              for (long variation : verdict.lows()) {
                lows.add(
                    copy(owed)
                        .addValue("listing", Rows.number(event, "listing_id"))
                        .addValue("variation", variation));
              }
            });
    update(owe, alerts);
    update(rememberAgain, lows);
    update(remember, lows);
  }

  private static MapSqlParameterSource copy(MapSqlParameterSource values) {
    return new MapSqlParameterSource(values.getValues());
  }

  private static Map<Long, Recipient> byChat(List<Map<String, Object>> rows) {
    Map<Long, Recipient> byChat = new LinkedHashMap<>();
    for (Map<String, Object> row : rows) {
      Recipient recipient =
          byChat.computeIfAbsent(
              Rows.number(row, "chat_id"),
              chat -> new Recipient((int) Rows.number(row, "threshold"), new HashMap<>()));
      if (row.get("variation") != null) {
        recipient.toldLow.put(Rows.number(row, "variation"), Rows.number(row, "told_by"));
      }
    }
    return byChat;
  }

  private void update(String statement, List<MapSqlParameterSource> rows) {
    if (!rows.isEmpty()) {
      database.batchUpdate(statement, rows.toArray(MapSqlParameterSource[]::new));
    }
  }
}
