package dev.lowstock.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.alert.Alert;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The messages owed to chats: hands out the next batch of one chat, so that no chat is written to
 * twice at a time, by whatever thread or node.
 *
 * <p>A batch that is not settled within the lease is handed out again.
 */
public final class Outbox {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Well above the longest that a send may take; a send never outlives its lease. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final NamedParameterJdbcTemplate database;
  private final AlertText texts;
  private final Set<String> folding;
  private final String claimChat = Sql.read("claim-next-chat");
  private final String claimedChat = Sql.read("select-claimed-chat");
  private final String dueAlerts = Sql.read("select-due-alerts");
  private final String releaseChat = Sql.read("release-chat");

  /**
   * Hands out what a database holds.
   *
   * @param folding the channels in which several alerts become one message, and buttons press back
   */
  public Outbox(DataSource dataSource, AlertText texts, Set<String> folding) {
    this.database = new NamedParameterJdbcTemplate(dataSource);
    this.texts = texts;
    this.folding = Set.copyOf(folding);
  }

  /** The next message to send, with the chat claimed for it; null when nothing is due. */
  public synchronized @Nullable Batch claim() {
    String lease = UUID.randomUUID().toString();
    int claimed = database.update(claimChat, Map.of("lease", lease, "seconds", LEASE.toSeconds()));
    if (claimed == 0) {
      return null;
    }
    Chat chat =
        database.queryForObject(
            claimedChat,
            Map.of("lease", lease),
            (row, n) ->
                new Chat(
                    row.getLong("id"),
                    row.getString("channel"),
                    row.getString("address"),
                    row.getString("language")));
    if (chat == null) {
      return null;
    }
    List<Due> due = database.query(dueAlerts, Map.of("chat", chat.id()), (row, n) -> due(row));
    if (due.isEmpty()) {
      database.update(releaseChat, Map.of("lease", lease, "holdMillis", 0));
      return null;
    }
    return batch(chat, lease, due);
  }

  private Batch batch(Chat chat, String lease, List<Due> due) {
    Due first = due.get(0);
    if (first.message() != null) {
      return new Batch(
          chat, lease, List.of(first.id()), first.attempts(), first.message(), List.of(), false);
    }
    if (first.old()) {
      return oldBatch(chat, lease, due);
    }
    List<Alert> alerts = new ArrayList<>();
    for (Due next : due) {
      Alert alert = next.alert();
      if (alert == null || next.old() || (next.alone() && !alerts.isEmpty())) {
        break;
      }
      if (!alerts.isEmpty() && !alert.kind().equals(alerts.get(0).kind())) {
        break;
      }
      alerts.add(alert);
      if (next.alone() || !folding.contains(chat.channel())) {
        break;
      }
    }
    AlertText.Written written =
        texts.write(alerts, chat.language(), folding.contains(chat.channel()));
    List<Alert> told = List.copyOf(alerts.subList(0, written.alerts()));
    return new Batch(
        chat,
        lease,
        told.stream().map(Alert::id).toList(),
        first.attempts(),
        written.message(),
        told,
        false);
  }

  /** All that wait at once, of whatever kind: looking at them again is one question. */
  private static Batch oldBatch(Chat chat, String lease, List<Due> due) {
    List<Alert> old = new ArrayList<>();
    for (Due next : due) {
      if (next.old() && next.alert() != null) {
        old.add(next.alert());
      }
    }
    return new Batch(
        chat,
        lease,
        old.stream().map(Alert::id).toList(),
        due.get(0).attempts(),
        new Message("", List.of()),
        List.copyOf(old),
        true);
  }

  private static Due due(ResultSet row) throws SQLException {
    String message = row.getString("message");
    return new Due(
        row.getLong("id"),
        row.getInt("attempts"),
        row.getBoolean("alone"),
        message == null ? null : message(message),
        message == null ? alert(row) : null,
        row.getInt("old") == 1);
  }

  private static Alert alert(ResultSet row) throws SQLException {
    String skus = row.getString("skus");
    return new Alert(
        row.getLong("id"),
        row.getString("kind"),
        row.getLong("listing_id"),
        row.getString("title"),
        row.getString("shop_name"),
        row.getString("url"),
        row.getObject("quantity", Integer.class),
        skus == null ? List.of() : skus.lines().toList(),
        row.getString("skus_missing"),
        OfferingJson.read(row.getString("offerings")));
  }

  /** How a ready-made message is kept in the outbox. */
  public static String json(Message message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Message message(String json) {
    try {
      return JSON.readValue(json, Message.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An alert of the outbox holds no message", e);
    }
  }

  /** The chat that a batch is for. */
  public record Chat(long id, String channel, String address, @Nullable String language) {}

  /**
   * One message to send.
   *
   * @param ids the alerts that it settles
   * @param attempts tries of the first of them that have failed
   * @param alerts the stock events that it tells, for channels that want more than text; empty for
   *     a ready-made message
   * @param old true when its alerts have waited so long that they must be looked at again before
   *     they are told; the message is then empty
   */
  public record Batch(
      Chat chat,
      String lease,
      List<Long> ids,
      int attempts,
      Message message,
      List<Alert> alerts,
      boolean old) {

    /** For the log: the listings that this message names. */
    public String listings() {
      return alerts.isEmpty()
          ? "none"
          : String.join(", ", alerts.stream().map(a -> Long.toString(a.listingId())).toList());
    }
  }

  private record Due(
      long id,
      int attempts,
      boolean alone,
      @Nullable Message message,
      @Nullable Alert alert,
      boolean old) {}
}
