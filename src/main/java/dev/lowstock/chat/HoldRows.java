package dev.lowstock.chat;

import dev.lowstock.outbox.ChatSettings;
import dev.lowstock.outbox.ChatSettings.OneOfAKind;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a chat chose to hear later, or not at all. Which listings it may mute is for the statements
 * to say: what a button names is not believed. Thread-safe.
 */
public final class HoldRows {
  private static final int TIME = Types.TIMESTAMP_WITH_TIMEZONE;

  private final Statements database;

  public HoldRows(Database database) {
    this.database = database.statements();
  }

  /**
   * What a chat chose.
   *
   * @param now the database's time when this was read
   */
  record Chosen(ChatSettings settings, Instant now) {}

  /**
   * A listing, and whether the chat hears of it.
   *
   * @param title as Etsy gave it; null or empty where it has none
   * @param mutedUntil nothing is told of it before; null: no time was chosen
   * @param mutedUntilBack whether nothing is told of it until it is back in stock
   */
  record Muted(
      long listingId,
      @Nullable String title,
      @Nullable Instant mutedUntil,
      boolean mutedUntilBack) {

    boolean isMuted(Instant now) {
      return mutedUntilBack || (mutedUntil != null && mutedUntil.isAfter(now));
    }
  }

  /**
   * A listing that somebody may mute.
   *
   * @param out whether it, or a variation of it, is sold out now
   */
  record Mutable(Muted listing, boolean out) {}

  /** Nothing of a chat that is not known. */
  Optional<Chosen> chosen(ChatRequest request) {
    return database
        .query("select-settings", ChatRows.chat(request), (row, n) -> chosen(row))
        .stream()
        .findFirst();
  }

  /**
   * Has the chat hear nothing for a while.
   *
   * @param until null ends that
   */
  void pause(ChatRequest request, @Nullable Instant until) {
    database.update("pause-chat", ChatRows.chat(request).addValue("until", time(until), TIME));
  }

  /** The listing, if the chat watches its shop. */
  Optional<Mutable> listing(ChatRequest request, @Nullable Long listing) {
    return database
        .query(
            "select-listing-to-mute",
            ChatRows.chat(request).addValue("listing", listing, Types.BIGINT),
            (row, n) -> new Mutable(muted(row), row.getInt("is_out") == 1))
        .stream()
        .findFirst();
  }

  /**
   * Has the chat hear nothing of a listing.
   *
   * @param until null: for no certain time
   * @param back until it is back in stock; false with no time ends it
   */
  void mute(ChatRequest request, long listing, @Nullable Instant until, boolean back) {
    database.update(
        "mute-listing",
        ChatRows.chat(request)
            .addValue("listing", listing)
            .addValue("until", time(until), TIME)
            .addValue("back", back));
  }

  /** What the chat hears nothing of now. */
  List<Muted> muted(ChatRequest request) {
    return database.query("select-muted-listings", ChatRows.chat(request), (row, n) -> muted(row));
  }

  /** Chooses what becomes of the sell-outs of one-of-a-kind listings; a digest begins for them. */
  void setOneOfAKind(ChatRequest request, OneOfAKind choice) {
    database.update(
        "choose-one-of-a-kind",
        ChatRows.chat(request).addValue("choice", choice.name().toLowerCase(Locale.ROOT)));
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private static Chosen chosen(ResultSet row) throws SQLException {
    return new Chosen(ChatSettings.of(row), row.getObject("now", OffsetDateTime.class).toInstant());
  }

  private static Muted muted(ResultSet row) throws SQLException {
    OffsetDateTime until = row.getObject("muted_until", OffsetDateTime.class);
    return new Muted(
        row.getLong("listing_id"),
        row.getString("title"),
        until == null ? null : until.toInstant(),
        row.getBoolean("muted_until_back"));
  }
}
