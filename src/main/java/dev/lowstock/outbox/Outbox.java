package dev.lowstock.outbox;

import dev.lowstock.alert.Alert;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.stock.Aftermath;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.Recheck;
import dev.lowstock.store.ClaimConsumer;
import dev.lowstock.store.Database;
import dev.lowstock.store.LeaseLost;
import dev.lowstock.store.Leases;
import dev.lowstock.store.OfferingJson;
import dev.lowstock.store.Statements;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages owed to chats: hands out the next batch of one chat, so that no chat is written to
 * twice at a time, by whatever thread or node.
 *
 * <p>A batch that is not settled within the lease is handed out again.
 */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** What a channel may take to accept a message: less than is left of the lease by then. */
  public static final Duration LONGEST_SEND = Duration.ofSeconds(15);

  private final Statements database;
  private final Leases leases;
  private final ChatQueue chats;
  private final Holds holds = new Holds();
  private final AlertHolds held;
  private final Edits edits;
  private final AlertText texts;
  private final AlertText textsOfOneShop;
  private final Set<String> folding;
  private final Set<String> readByPrograms;
  private final Set<Long> unrecorded = ConcurrentHashMap.newKeySet();

  /**
   * Hands out what a database holds.
   *
   * @param folding the channels in which several alerts become one message, buttons press back, and
   *     chats choose when they hear of what
   * @param readByPrograms the channels whose alerts are facts: told however late, as they were
   * @param moments how a chat is told a time
   */
  public Outbox(
      Database database,
      Leases leases,
      AlertText texts,
      AlertText.Moments moments,
      Set<String> folding,
      Set<String> readByPrograms,
      MeterRegistry meters) {
    this.held = new AlertHolds(database, meters);
    this.database = database.statements();
    this.chats = new ChatQueue(database, leases);
    this.leases = leases;
    this.texts = texts;
    this.textsOfOneShop = texts.ofOneShop();
    this.edits = new Edits(database, this, moments);
    this.folding = Set.copyOf(folding);
    this.readByPrograms = Set.copyOf(readByPrograms);
  }

  /**
   * The next message to send, with the chat claimed for it, or else to edit; null when nothing is
   * due.
   */
  public @Nullable Batch claim() {
    recordAccepted();
    Batch batch = claimed(chats::claim);
    return batch == null ? claimed(chats::claimToEdit) : batch;
  }

  private @Nullable Batch claimed(Supplier<@Nullable String> claims) {
    for (String lease = claims.get(); lease != null; lease = claims.get()) {
      Batch batch = claimed(lease, true);
      if (batch != null) {
        return batch;
      }
    }
    return null;
  }

  /**
   * The next message to a chat that was owed one in the transaction of this thread; null when it
   * may not be written to now. Never an edit: that transaction holds locks.
   */
  public @Nullable Batch claim(long chat) {
    // What was accepted and could not be recorded is recorded first, outside any transaction.
    String lease = unrecorded.isEmpty() ? chats.claim(chat) : null;
    return lease == null ? null : claimed(lease, false);
  }

  /** Whether there may be a message to send though nothing was claimed. */
  public boolean mayHoldMore() {
    return chats.isResting();
  }

  private @Nullable Batch claimed(String lease, boolean withEdits) {
    Batch batch = null;
    try {
      batch = batch(lease, withEdits);
      return batch;
    } finally {
      if (batch == null) {
        leases.end(lease);
      }
    }
  }

  /**
   * Remembers alerts that a channel accepted and that could not be recorded. They are recorded
   * before the next claim, so they are not sent twice.
   */
  public void acceptedUnrecorded(Batch batch) {
    unrecorded.addAll(batch.ids());
  }

  /**
   * Makes sure that a send that begins now ends within its lease.
   *
   * @param batch null for a message that is not of the outbox
   * @throws LeaseLost when it might not
   */
  public void requireTime(@Nullable Batch batch) {
    if (batch != null) {
      leases.require(batch.lease(), LONGEST_SEND);
    }
  }

  private void recordAccepted() {
    List<Long> ids = List.copyOf(unrecorded);
    if (!ids.isEmpty()) {
      database.update("mark-alerts-delivered", Map.of("ids", ids));
      unrecorded.removeAll(ids);
      LOG.info("Delivered alerts {} are recorded now", ids);
    }
  }

  /** Null when the chat was dealt with since it was found waiting, and given back, or is gone. */
  private @Nullable Batch batch(String lease, boolean withEdits) {
    List<Claimed> claimed =
        database.query("select-claimed-chat", Map.of("lease", lease), (row, n) -> claimed(row));
    if (claimed.isEmpty()) {
      // Forgotten since, with all that it was owed.
      return null;
    }
    Claimed chat = claimed.get(0);
    List<Due> all = due(chat);
    List<Due> due = toldNow(chat, all, true);
    if (due.size() < all.size()) {
      judgeAgainIfItChoseAnew(chat, lease);
    }
    if (!due.isEmpty()) {
      return batch(chat, lease, due);
    }
    Batch edit = withEdits ? edits.next(chat, lease) : null;
    if (edit == null) {
      database.update("release-chat", Map.of("lease", lease, "holdMillis", 0));
    }
    return edit;
  }

  /**
   * The messages that chats would get if nothing more became due; claims and changes nothing.
   *
   * @param chats how many at most, those that have waited longest
   */
  public List<Preview> preview(int chats) {
    return database
        .query("select-chats-to-preview", Map.of("limit", chats), (row, n) -> waiting(row))
        .stream()
        .map(
            waiting ->
                new Preview(
                    waiting.chat.chat,
                    waiting.waits,
                    batches(waiting.chat, toldNow(waiting.chat, due(waiting.chat), false))))
        .toList();
  }

  /** The messages that chats would get of one event, each alone, whenever they are due. */
  public List<Preview> previewOfEvent(long event) {
    return database.query(
        "select-alerts-of-event",
        Map.of("event", event),
        (row, n) -> {
          Due due =
              new Due(
                  row.getLong("alert_id"),
                  topic(row),
                  0,
                  false,
                  null,
                  alert(row, row.getString("kind")),
                  false,
                  false,
                  false,
                  null,
                  null);
          Claimed chat = new Claimed(chat(row), ChatSettings.NONE, Instant.EPOCH);
          return new Preview(chat.chat, waits(row), batches(chat, List.of(due)));
        });
  }

  /**
   * Those of a chat's alerts that it did not choose to hear of later, or never.
   *
   * @param settling whether the others are settled by that, too
   */
  private List<Due> toldNow(Claimed chat, List<Due> due, boolean settling) {
    List<Due> told = new ArrayList<>();
    Map<Holds.Verdict, List<Long>> others = new LinkedHashMap<>();
    for (Due one : due) {
      Holds.Waiting waiting = one.waiting();
      Holds.Verdict verdict =
          waiting == null ? Holds.Verdict.TOLD : holds.judge(chat.settings, waiting, chat.now);
      if (verdict.isTold()) {
        told.add(one);
      } else {
        others.computeIfAbsent(verdict, ids -> new ArrayList<>()).add(one.id());
      }
    }
    if (settling && !others.isEmpty()) {
      held.settle(chat.chat, others);
    }
    return told;
  }

  /** A choice that was made since the chat was read found nothing that waited by then. */
  private void judgeAgainIfItChoseAnew(Claimed chat, String lease) {
    database.query("select-claimed-chat", Map.of("lease", lease), (row, n) -> claimed(row)).stream()
        .filter(now -> !now.settings.equals(chat.settings))
        .forEach(
            now ->
                database.update(
                    "free-held-alerts",
                    Map.of("channel", chat.chat.channel(), "address", chat.chat.address())));
  }

  private List<Batch> batches(Claimed chat, List<Due> due) {
    List<Batch> batches = new ArrayList<>();
    for (List<Due> rest = due; !rest.isEmpty(); ) {
      Batch next = batch(chat, "", rest);
      batches.add(next);
      rest = rest.stream().filter(one -> !next.ids().contains(one.id())).toList();
    }
    return batches;
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    return new Waiting(claimed(row), waits(row));
  }

  private static Duration waits(ResultSet row) throws SQLException {
    Duration waits =
        Duration.between(
            row.getObject("now", OffsetDateTime.class),
            row.getObject("next_try", OffsetDateTime.class));
    return waits.isNegative() ? Duration.ZERO : waits;
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    return new Claimed(
        chat(row), ChatSettings.of(row), row.getObject("now", OffsetDateTime.class).toInstant());
  }

  private static Chat chat(ResultSet row) throws SQLException {
    return new Chat(
        row.getLong("id"),
        row.getString("channel"),
        row.getString("address"),
        row.getString("language"),
        row.getInt("closed_tries"),
        row.getInt("shops"));
  }

  private Batch batch(Claimed claimed, String lease, List<Due> due) {
    Chat chat = claimed.chat;
    Due first = due.get(0);
    if (first.message() != null) {
      return new Batch(
          chat,
          first.topic(),
          lease,
          List.of(first.id()),
          first.attempts(),
          first.message(),
          List.of(),
          false,
          claimed.isNight());
    }
    if (first.old()) {
      return oldBatch(chat, lease, due);
    }
    // What a chat missed, or chose to hear of later, is one message, whatever it is about.
    boolean summary = first.isOfASummary() && !first.alone() && folding.contains(chat.channel());
    List<Alert> alerts = new ArrayList<>();
    for (Due next : due) {
      if (!Objects.equals(next.topic(), first.topic())) {
        continue;
      }
      Alert alert = next.alert();
      if (summary && !first.isToldWith(next)) {
        continue;
      }
      if (alert == null
          || next.old()
          || !first.isToldWith(next)
          || (next.alone() && !alerts.isEmpty())) {
        break;
      }
      if (!summary && !alerts.isEmpty() && !alert.kind().equals(alerts.get(0).kind())) {
        break;
      }
      alerts.add(alert);
      if (next.alone() || !folding.contains(chat.channel())) {
        break;
      }
    }
    if (summary) {
      alerts.sort(AlertText.BY_SECTION);
    }
    AlertText words = words(chat);
    AlertText.Written written =
        summary
            ? words.writeSummary(summary(first.held(), claimed), alerts, chat.language())
            : words.write(alerts, chat.language(), folding.contains(chat.channel()));
    List<Alert> told = List.copyOf(alerts.subList(0, written.alerts()));
    boolean forTeam = !summary && isForTeam(chat, told);
    return new Batch(
        chat,
        first.topic(),
        lease,
        told.stream().map(Alert::id).toList(),
        first.attempts(),
        forTeam ? words.forTeam(written.message(), chat.language(), null) : written.message(),
        told,
        false,
        first.held() == Holds.Reason.DIGEST && claimed.isNight());
  }

  AlertText words(Chat chat) {
    return chat.shops() == 1 ? textsOfOneShop : texts;
  }

  /** Whether somebody in a group may say to see to what a message tells. */
  boolean isForTeam(Chat chat, List<Alert> told) {
    return told.size() == 1
        && folding.contains(chat.channel())
        && chat.isGroup()
        && Aftermath.follows(told.get(0).kind());
  }

  /** Whether a message that was sent is edited when it is no longer true. */
  boolean staysTrue(Batch sent) {
    return folding.contains(sent.chat().channel())
        && sent.alerts().stream().anyMatch(alert -> Aftermath.follows(alert.kind()));
  }

  static AlertText.Summary summary(Holds.@Nullable Reason held, Claimed chat) {
    if (held == null) {
      return AlertText.Summary.MISSED;
    }
    return switch (held) {
      case PAUSE -> AlertText.Summary.PAUSE;
      case DIGEST -> AlertText.Summary.DIGEST;
      case QUIET -> chat.isMorning() ? AlertText.Summary.MORNING : AlertText.Summary.QUIET;
    };
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
        null,
        lease,
        old.stream().map(Alert::id).toList(),
        due.get(0).attempts(),
        new Message("", List.of()),
        List.copyOf(old),
        true,
        false);
  }

  private List<Due> due(Claimed claimed) {
    Chat chat = claimed.chat;
    boolean asksForSingles = claimed.settings.oneOfAKind() != ChatSettings.OneOfAKind.TOLD;
    List<Due> due =
        database.query(
            "select-due-alerts",
            Map.of("chat", chat.id(), "asksForSingles", asksForSingles),
            (row, n) -> due(row, chat));
    Set<Long> listings = new LinkedHashSet<>();
    due.stream().filter(Due::isOfOldVariations).forEach(d -> listings.add(d.listingId()));
    if (listings.isEmpty()) {
      return due;
    }
    Map<Long, List<Offering>> now = new HashMap<>();
    database.query(
        "select-offerings-now",
        Map.of("listings", listings),
        row -> {
          now.computeIfAbsent(row.getLong("listing_id"), listing -> new ArrayList<>())
              .add(offering(row));
        });
    return due.stream()
        .map(
            one ->
                one.isOfOldVariations()
                    ? one.asNow(now.getOrDefault(one.listingId(), List.of()))
                    : one)
        .toList();
  }

  static Offering offering(ResultSet row) throws SQLException {
    return new Offering(
        row.getLong("product_id"),
        row.getLong("variation"),
        null,
        null,
        row.getObject("quantity", Integer.class),
        null,
        row.getObject("hidden", Integer.class));
  }

  private Due due(ResultSet row, Chat chat) throws SQLException {
    String message = row.getString("message");
    // What was noticed stays so, however long a broker was away.
    boolean fact =
        chat.address().equals(OwedAlerts.STREAM) || readByPrograms.contains(chat.channel());
    return new Due(
        row.getLong("alert_id"),
        topic(row),
        row.getInt("attempts"),
        row.getBoolean("alone"),
        message == null ? null : OwedMessage.read(message),
        message == null ? alert(row, kind(row)) : null,
        !fact && row.getInt("old") == 1,
        row.getBoolean("missed"),
        row.getInt("checked") == 1,
        reason(row),
        message == null && folding.contains(chat.channel()) ? waiting(row, reason(row)) : null);
  }

  /** What was sold out and came back while it waited has words of its own. */
  static String kind(ResultSet row) throws SQLException {
    return row.getBoolean("came_back") ? Alert.CAME_BACK : row.getString("kind");
  }

  static Holds.@Nullable Reason reason(ResultSet row) throws SQLException {
    String held = row.getString("held");
    return held == null ? null : Holds.Reason.valueOf(held.toUpperCase(Locale.ROOT));
  }

  private static Holds.Waiting waiting(ResultSet row, Holds.@Nullable Reason held)
      throws SQLException {
    return new Holds.Waiting(
        row.getString("kind"),
        row.getInt("muted") == 1,
        Objects.equals(row.getObject("single_seen", Integer.class), 1),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        held);
  }

  private static @Nullable Long topic(ResultSet row) throws SQLException {
    return row.getObject("topic", Long.class);
  }

  static Alert alert(ResultSet row, String kind) throws SQLException {
    String skus = row.getString("skus");
    List<OfferingChange> own = OfferingJson.read(row.getString("own_offerings"));
    List<OfferingChange> all = OfferingJson.read(row.getString("offerings"));
    return new Alert(
        row.getLong("alert_id"),
        kind,
        row.getLong("listing_id"),
        row.getString("title"),
        row.getString("shop_name"),
        row.getString("url"),
        row.getObject("quantity", Integer.class),
        own.isEmpty() ? skus == null ? List.of() : skus.lines().toList() : OfferingChange.skus(own),
        row.getString("skus_missing"),
        own.isEmpty() ? all : own,
        new Alert.Event(
            row.getString("event_key"),
            row.getLong("seller_id"),
            row.getObject("shop_id", Long.class),
            row.getObject("quantity_before", Integer.class),
            row.getObject("noticed_at", OffsetDateTime.class).toInstant(),
            row.getObject("created_at", OffsetDateTime.class).toInstant()));
  }

  /**
   * The chat that a batch is for.
   *
   * @param closedTries how often in a row it could not be written to for want of rights
   * @param shops how many it watches; 0: it is of the operator, and hears of all
   */
  public record Chat(
      long id,
      String channel,
      String address,
      @Nullable String language,
      int closedTries,
      int shops) {

    /** By Telegram's id of it: those of groups are negative (Bot API, Chat). */
    boolean isGroup() {
      return address.startsWith("-");
    }
  }

  /**
   * One message to send.
   *
   * @param topic of the chat that it goes to; null for the chat itself
   * @param ids the alerts that it settles
   * @param attempts tries of the first of them that have failed
   * @param alerts the stock events that it tells, for channels that want more than text; empty for
   *     a ready-made message
   * @param old true when its alerts have waited so long that they must be looked at again before
   *     they are told; the message is then empty
   * @param silent true when the message must make no sound, as it comes at night
   * @param edit the message that it takes the place of, which told these alerts; null for a new one
   */
  public record Batch(
      Chat chat,
      @Nullable Long topic,
      String lease,
      List<Long> ids,
      int attempts,
      Message message,
      List<Alert> alerts,
      boolean old,
      boolean silent,
      @Nullable Edit edit)
      implements ClaimConsumer.Claim {

    /** A new message. */
    public Batch(
        Chat chat,
        @Nullable Long topic,
        String lease,
        List<Long> ids,
        int attempts,
        Message message,
        List<Alert> alerts,
        boolean old,
        boolean silent) {
      this(chat, topic, lease, ids, attempts, message, alerts, old, silent, null);
    }

    /** Of the first stock event that it tells; null for a ready-made message. */
    public @Nullable String kind() {
      return alerts.isEmpty() ? null : alerts.get(0).kind();
    }

    /** For the log: the listings that this message names. */
    public String listings() {
      return alerts.isEmpty()
          ? "none"
          : String.join(", ", alerts.stream().map(a -> Long.toString(a.listingId())).toList());
    }
  }

  /**
   * A message that is to be edited.
   *
   * @param said a hash of what it says then; null where that is not known
   */
  public record Edit(long messageId, @Nullable Integer said, List<Line> lines) {

    /**
     * An alert that it told.
     *
     * @param changes how many changes of it were known
     * @param stands what became of it, as the message says then
     */
    record Line(long alert, int changes, Aftermath stands) {
      /** Null: it is as it was told. */
      @Nullable String state() {
        return stands.state() == Aftermath.State.AS_TOLD
            ? null
            : stands.state().name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /**
   * What a chat would get.
   *
   * @param waits until it may be written to
   */
  public record Preview(Chat chat, Duration waits, List<Batch> batches) {}

  private record Waiting(Claimed chat, Duration waits) {}

  /** A chat, what it chose, and what time it is. */
  record Claimed(Chat chat, ChatSettings settings, Instant now) {
    private static final LocalTime DAWN = LocalTime.of(4, 0);
    private static final LocalTime LATE_MORNING = LocalTime.of(11, 30);

    boolean isNight() {
      return new Holds().isSilent(settings, now);
    }

    boolean isMorning() {
      LocalTime time = now.atZone(settings.zoneThatCounts()).toLocalTime();
      return time.isAfter(DAWN) && time.isBefore(LATE_MORNING);
    }
  }

  private record Due(
      long id,
      @Nullable Long topic,
      int attempts,
      boolean alone,
      @Nullable Message message,
      @Nullable Alert alert,
      boolean old,
      boolean missed,
      boolean checked,
      Holds.@Nullable Reason held,
      Holds.@Nullable Waiting waiting) {

    boolean isOfASummary() {
      return held != null || missed;
    }

    /** Whether another alert is told for the same reason, so that both may be one message. */
    boolean isToldWith(Due other) {
      return held == other.held && (held != null || missed == other.missed);
    }

    boolean isOfOldVariations() {
      return checked && alert != null && !alert.offerings().isEmpty();
    }

    long listingId() {
      return Objects.requireNonNull(alert).listingId();
    }

    Due asNow(List<Offering> offerings) {
      Alert then = Objects.requireNonNull(alert);
      Alert now =
          then.about(
              then.kind().equals(Alert.CAME_BACK)
                  ? Recheck.backNow(then.offerings(), offerings)
                  : Recheck.asNow(then.offerings(), offerings));
      return new Due(id, topic, attempts, alone, message, now, old, missed, checked, held, waiting);
    }
  }
}
