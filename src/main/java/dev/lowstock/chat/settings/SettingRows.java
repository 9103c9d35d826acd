package dev.lowstock.chat.settings;

import dev.lowstock.outbox.ChatSettings;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** What is kept of what chats chose. Each change is one statement, so that the last one holds. */
public final class SettingRows {
  private final Statements database;
  private final int usualThreshold;
  private final boolean stock;

  /**
   * Reads and writes a database.
   *
   * @param usualThreshold low at or below it, for chats that did not choose
   * @param stock whether it is known how many are left, as with API v3
   */
  public SettingRows(Database database, int usualThreshold, boolean stock) {
    this.database = database.statements();
    this.usualThreshold = usualThreshold;
    this.stock = stock;
  }

  /** What a chat chose; empty where the chat is not known. */
  Optional<Chosen> of(SettingsChat chat) {
    return database.query("select-settings", values(chat), (row, n) -> chosen(row, chat)).stream()
        .findFirst();
  }

  void setThreshold(SettingsChat chat, long seller, int count) {
    database.update(
        "set-threshold", values(chat).addValue("count", count).addValue("seller", seller));
  }

  void setRestocks(SettingsChat chat, boolean wanted) {
    database.update("set-restocks", values(chat).addValue("wanted", wanted));
  }

  /** A digest begins for what goes there. */
  void setOneOfAKind(SettingsChat chat, String what) {
    database.update("choose-one-of-a-kind", values(chat).addValue("choice", what));
  }

  /** Null for both: none. */
  void setQuietHours(SettingsChat chat, @Nullable LocalTime from, @Nullable LocalTime until) {
    database.update(
        "set-quiet-hours",
        values(chat)
            .addValue("from", minute(from), Types.INTEGER)
            .addValue("until", minute(until), Types.INTEGER));
  }

  void setQuietSoldOut(SettingsChat chat, boolean through) {
    database.update("set-quiet-sold-out", values(chat).addValue("through", through));
  }

  /** What is null stays as it was. */
  void setDigest(SettingsChat chat, DigestWish wish) {
    database.update(
        "set-digest",
        values(chat)
            .addValue("digest", wish.howOften(), Types.VARCHAR)
            .addValue("of", wish.of(), Types.VARCHAR)
            .addValue("day", wish.day() == null ? null : wish.day().getValue(), Types.INTEGER)
            .addValue("at", minute(wish.at()), Types.INTEGER));
  }

  /** Null: the one that Telegram names. */
  void setLanguage(SettingsChat chat, @Nullable String language) {
    database.update("set-language", values(chat).addValue("chosen", language, Types.VARCHAR));
  }

  void setZone(SettingsChat chat, String zone) {
    database.update("set-time-zone", values(chat).addValue("zone", zone));
  }

  private Chosen chosen(ResultSet row, SettingsChat chat) throws SQLException {
    String chosen = row.getString("language_chosen");
    String byTelegram = row.getString("language");
    return new Chosen(
        ChatSettings.of(row),
        chosen != null ? chosen : chat.language() != null ? chat.language() : byTelegram,
        chosen != null,
        shops(chat),
        row.getObject("now", OffsetDateTime.class).toInstant());
  }

  private List<Chosen.Shop> shops(SettingsChat chat) {
    return stock
        ? database.query(
            "select-thresholds",
            values(chat).addValue("usualThreshold", usualThreshold),
            (row, n) -> shop(row))
        : List.of();
  }

  private static Chosen.Shop shop(ResultSet row) throws SQLException {
    long seller = row.getLong("seller_id");
    String name = row.getString("shop_name");
    return new Chosen.Shop(
        seller,
        name == null ? "#" + seller : name,
        row.getInt("threshold"),
        row.getBoolean("restocks"));
  }

  private static @Nullable Integer minute(@Nullable LocalTime time) {
    return time == null ? null : time.toSecondOfDay() / 60;
  }

  private static MapSqlParameterSource values(SettingsChat chat) {
    return new MapSqlParameterSource("channel", chat.channel()).addValue("address", chat.address());
  }
}
