package dev.lowstock.etsy.login;

import dev.lowstock.etsy.login.LogIn.Standing;
import dev.lowstock.store.Database;
import dev.lowstock.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The log-ins in the database, in the transaction of the calling thread. Thread-safe. */
public final class LogInRows {
  private static final String START = Sql.read("start-login");
  private static final String OPEN = Sql.read("select-open-logins");
  private static final String OF_STATE = Sql.read("select-login-of-state");
  private static final String CLAIM = Sql.read("claim-login");
  private static final String FREE = Sql.read("free-login");
  private static final String FORGET_OPEN = Sql.read("forget-logins");
  private static final String KEEP_FOR_SELLER = Sql.read("keep-logins-of-seller");

  private final NamedParameterJdbcTemplate database;

  public LogInRows(Database database) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
  }

  /**
   * Keeps a log-in that has begun.
   *
   * @param stateHash null in API v2
   */
  public void keep(
      LogInChat chat, String tokenSealed, String secretSealed, @Nullable String stateHash) {
    database.update(
        START,
        values(chat)
            .addValue("tokenSealed", tokenSealed)
            .addValue("secretSealed", secretSealed)
            .addValue("stateHash", stateHash));
  }

  /** Keeps a log-in that anybody in the chats of a seller may end. */
  void keepForSeller(long sellerId, String tokenSealed, String secretSealed) {
    database.update(
        KEEP_FOR_SELLER,
        Map.of("sellerId", sellerId, "tokenSealed", tokenSealed, "secretSealed", secretSealed));
  }

  /** The last three that this person may end in this chat, newest first. */
  public List<LogIn> open(LogInChat chat) {
    return database.query(OPEN, values(chat), LogInRows::logIn);
  }

  /** The log-in of API v3 with a state of this hash. */
  public Optional<LogIn> ofState(String stateHash) {
    return database.query(OF_STATE, Map.of("stateHash", stateHash), LogInRows::logIn).stream()
        .findFirst();
  }

  /**
   * Takes a log-in of API v3 to end it.
   *
   * @return false when somebody else has, or when it is too old
   */
  public boolean claim(LogIn logIn) {
    return database.update(CLAIM, Map.of("id", logIn.id())) > 0;
  }

  /** Has a log-in be open again that was claimed and not ended. */
  public void free(LogIn logIn) {
    database.update(FREE, Map.of("id", logIn.id()));
  }

  /** Forgets those that are open to this person in this chat. */
  void forgetOpen(LogInChat chat) {
    database.update(FORGET_OPEN, values(chat));
  }

  private static MapSqlParameterSource values(LogInChat chat) {
    return new MapSqlParameterSource("channel", chat.channel())
        .addValue("address", chat.address())
        .addValue("topic", chat.topic())
        .addValue("userId", chat.userId())
        .addValue("language", chat.language())
        .addValue("chatName", chat.chatName());
  }

  private static LogIn logIn(ResultSet row, int number) throws SQLException {
    return new LogIn(
        row.getLong("id"),
        new LogInChat(
            row.getString("channel"),
            row.getString("address"),
            row.getObject("topic", Long.class),
            row.getString("user_id"),
            row.getString("language"),
            row.getString("chat_name")),
        row.getString("token_sealed"),
        row.getString("secret_sealed"),
        row.getString("state_hash"),
        Standing.valueOf(row.getString("standing").toUpperCase(Locale.ROOT)));
  }
}
