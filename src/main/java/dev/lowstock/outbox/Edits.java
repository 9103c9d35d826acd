package dev.lowstock.outbox;

import dev.lowstock.alert.Alert;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.outbox.Outbox.Chat;
import dev.lowstock.outbox.Outbox.Claimed;
import dev.lowstock.outbox.Outbox.Edit;
import dev.lowstock.stock.Aftermath;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Offering;
import dev.lowstock.store.Database;
import dev.lowstock.store.OfferingJson;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages of a claimed chat that are no longer true, and writes them anew with what
 * became of the alerts in them. What a message says already is not said again.
 */
final class Edits {
  /** What has come back is said once, and stays so. */
  static final String BACK = "back";

  /** Messages that are as they should be, looked at in one claim of a chat. */
  private static final int MOST_LOOKED_AT = 20;

  private final Statements database;
  private final ToldAlerts told;
  private final Outbox outbox;
  private final AlertText.Moments moments;

  Edits(Database database, Outbox outbox, AlertText.Moments moments) {
    this.database = database.statements();
    this.told = new ToldAlerts(database);
    this.outbox = outbox;
    this.moments = moments;
  }

  /** The next message of a chat that is to be edited; null when there is none now. */
  @Nullable Batch next(Claimed chat, String lease) {
    for (int looked = 0; looked < MOST_LOOKED_AT; looked++) {
      Optional<Long> message = told.nextToEdit(chat.chat().id());
      if (message.isEmpty()) {
        return null;
      }
      Batch edit = edit(chat, lease, message.get());
      if (edit != null) {
        return edit;
      }
    }
    return null;
  }

  /** Null when the message is as it should be, which is settled by that. */
  private @Nullable Batch edit(Claimed claimed, String lease, long messageId) {
    Chat chat = claimed.chat();
    List<Line> lines = lines(claimed, messageId);
    if (lines.isEmpty() || lines.size() < lines.get(0).row().together()) {
      // Some are forgotten, as where a shop was unlinked: the message must not lose their lines.
      told.forget(chat.id(), messageId);
      return null;
    }
    List<Alert> alerts = new ArrayList<>(lines.stream().map(Line::now).toList());
    Row first = lines.get(0).row();
    AlertText.Written written = write(claimed, first, alerts);
    Message message =
        first.isOfASummary() || lines.get(0).isBack()
            ? written.message()
            : withTeam(claimed, alerts, written.message(), first);
    // With all that there is to be said, it may be too long.
    boolean whole = written.alerts() == alerts.size();
    Integer said = whole ? Integer.valueOf(message.html().hashCode()) : first.said();
    Edit edit =
        new Edit(
            messageId, said, lines.stream().sorted(Line.BY_LISTING).map(Line::settled).toList());
    if (Objects.equals(said, first.said())) {
      told.settle(edit);
      return null;
    }
    told.handOut(edit, chat.id());
    return new Batch(
        chat,
        null,
        lease,
        alerts.stream().map(Alert::id).toList(),
        lines.stream().mapToInt(line -> line.row().tries()).max().orElse(0),
        message,
        alerts,
        false,
        false,
        edit);
  }

  private AlertText.Written write(Claimed claimed, Row first, List<Alert> alerts) {
    Chat chat = claimed.chat();
    AlertText words = outbox.words(chat);
    if (!first.isOfASummary()) {
      return words.write(alerts, chat.language(), true);
    }
    alerts.sort(AlertText.BY_SECTION);
    Claimed then = new Claimed(chat, claimed.settings(), first.toldAt());
    return words.writeSummary(Outbox.summary(first.held(), then), alerts, chat.language());
  }

  private Message withTeam(Claimed claimed, List<Alert> alerts, Message message, Row first) {
    Chat chat = claimed.chat();
    if (!outbox.isForTeam(chat, alerts)) {
      return message;
    }
    String person = first.person();
    Instant at = first.personAt();
    return outbox
        .words(chat)
        .forTeam(
            message,
            chat.language(),
            person == null || at == null
                ? null
                : new AlertText.Person(person, first.onIt(), moment(claimed, at)));
  }

  private String moment(Claimed claimed, Instant at) {
    return moments.of(claimed.chat().language(), at, claimed.settings().zone());
  }

  private List<Line> lines(Claimed claimed, long messageId) {
    long chat = claimed.chat().id();
    List<Row> rows =
        database.query(
            "select-told-alerts", ToldAlerts.message(chat, messageId), (row, n) -> row(row));
    if (rows.isEmpty()) {
      return List.of();
    }
    Set<Long> listings = new HashSet<>();
    rows.forEach(row -> listings.add(row.alert().listingId()));
    Map<Long, List<Offering>> offerings = new HashMap<>();
    database.query(
        "select-offerings-now",
        Map.of("listings", listings),
        row -> {
          offerings
              .computeIfAbsent(row.getLong("listing_id"), listing -> new ArrayList<>())
              .add(Outbox.offering(row));
        });
    Map<Long, Set<Long>> lows = new HashMap<>();
    database.query(
        "select-lows-of-listings",
        Map.of("chat", chat, "listings", listings),
        row -> {
          lows.computeIfAbsent(row.getLong("listing_id"), listing -> new HashSet<>())
              .add(row.getLong("variation"));
        });
    return rows.stream()
        .map(
            row -> {
              long listing = row.alert().listingId();
              Aftermath aftermath =
                  row.aftermath(
                      offerings.getOrDefault(listing, List.of()),
                      lows.getOrDefault(listing, Set.of()));
              String at = moment(claimed, row.changedAt());
              return new Line(row, aftermath, row.alert().after(new Alert.After(aftermath, at)));
            })
        .toList();
  }

  private static Row row(ResultSet row) throws SQLException {
    String stateNow = row.getString("state_now");
    Alert alert = Outbox.alert(row, Outbox.kind(row));
    String offerings = row.getString("offerings_told");
    return new Row(
        offerings == null ? alert : alert.about(OfferingJson.read(offerings)),
        row.getInt("changes"),
        stands(row),
        Objects.requireNonNull(instant(row, "changed_at")),
        row.getInt("together"),
        row.getObject("said", Integer.class),
        row.getInt("tries"),
        row.getBoolean("on_it"),
        row.getString("person"),
        instant(row, "person_at"),
        row.getBoolean("alone") ? null : Outbox.reason(row),
        row.getBoolean("missed") && !row.getBoolean("alone"),
        Objects.requireNonNull(instant(row, "closed_at")),
        stateNow == null || row.getInt("is_gone") == 1 ? null : stateNow,
        row.getObject("quantity_now", Integer.class));
  }

  private static Aftermath stands(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return state == null
        ? Aftermath.NONE
        : new Aftermath(
            Aftermath.State.valueOf(state.toUpperCase(Locale.ROOT)),
            row.getObject("left_then", Integer.class),
            OfferingJson.read(row.getString("offerings_then")));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /**
   * An alert that a message told.
   *
   * @param alert as it was told
   * @param stands what became of it, as the message says
   * @param together how many alerts the message told
   * @param said a hash of what the message says; null where that is not known
   * @param person who said last to be on it, or not to be
   * @param held why it was told later, with others
   * @param stateNow of its listing; null when its shop has it no more
   */
  private record Row(
      Alert alert,
      int changes,
      Aftermath stands,
      Instant changedAt,
      int together,
      @Nullable Integer said,
      int tries,
      boolean onIt,
      @Nullable String person,
      @Nullable Instant personAt,
      Holds.@Nullable Reason held,
      boolean missed,
      Instant toldAt,
      @Nullable String stateNow,
      @Nullable Integer quantityNow) {

    boolean isOfASummary() {
      return held != null || missed;
    }

    Aftermath aftermath(List<Offering> offerings, Set<Long> stillLow) {
      return Aftermath.of(
          new Aftermath.Told(alert.kind(), alert.quantity(), alert.offerings(), stands),
          stateNow == null ? null : listing(stateNow, offerings),
          stillLow);
    }

    private Listing listing(String state, List<Offering> offerings) {
      return new Listing(
          alert.listingId(), 0, state, null, null, null, 0, 0, null, quantityNow, offerings);
    }
  }

  /** An alert that a message told, and what it says of it now. */
  private record Line(Row row, Aftermath aftermath, Alert now) {
    /** As looks record them, so that no two transactions wait for each other. */
    static final Comparator<Line> BY_LISTING =
        Comparator.comparing((Line line) -> line.now.listingId())
            .thenComparing(line -> line.now.id());

    boolean isBack() {
      return aftermath.state() == Aftermath.State.BACK;
    }

    Edit.Line settled() {
      return new Edit.Line(now.id(), row.changes(), aftermath);
    }
  }
}
