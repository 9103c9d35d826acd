package dev.lowstock.etsy.login;

import dev.lowstock.etsy.login.LogIn.Standing;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** The log-ins in the database, in the transaction of the calling thread. Thread-safe. */
public final class LogInRows {

  private final Statements database;

  public LogInRows(Database database) {
    this.database = database.statements();
  }

  /**
   * Keeps a log-in that has begun.
   *
   * @param stateHash null in API v2
   */
  public void keep(
      LogInChat chat, String tokenSealed, String secretSealed, @Nullable String stateHash) {
    database.update(
        "start-login",
        values(chat)
            .addValue("tokenSealed", tokenSealed)
            .addValue("secretSealed", secretSealed)
            .addValue("stateHash", stateHash));
  }

  /** Keeps a log-in that anybody in the chats of a seller may end. */
  void keepForSeller(long sellerId, String tokenSealed, String secretSealed) {
    database.update(
        "keep-logins-of-seller",
        Map.of("sellerId", sellerId, "tokenSealed", tokenSealed, "secretSealed", secretSealed));
  }

  /** The last three that this person may end in this chat, newest first. */
  public List<LogIn> open(LogInChat chat) {
    return database.query("select-open-logins", values(chat), LogInRows::logIn);
  }

  /** The log-in of API v3 with a state of this hash. */
  public Optional<LogIn> ofState(String stateHash) {
    return database
        .query("select-login-of-state", Map.of("stateHash", stateHash), LogInRows::logIn)
        .stream()
        .findFirst();
  }

  /**
   * Takes a log-in of API v3 to end it.
   *
   * @return false when somebody else has, or when it is too old
   */
  public boolean claim(LogIn logIn) {
    return database.update("claim-login", Map.of("id", logIn.id())) > 0;
  }

  /** Has a log-in be open again that was claimed and not ended. */
  public void free(LogIn logIn) {
    database.update("free-login", Map.of("id", logIn.id()));
  }

  /** Forgets those that are open to this person in this chat. */
  void forgetOpen(LogInChat chat) {
    database.update("forget-logins", values(chat));
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
        LogInChat.of(row),
        row.getString("token_sealed"),
        row.getString("secret_sealed"),
        row.getString("state_hash"),
        Standing.valueOf(row.getString("standing").toUpperCase(Locale.ROOT)));
  }
}
