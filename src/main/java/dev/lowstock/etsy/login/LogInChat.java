package dev.lowstock.etsy.login;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where a log-in was begun or is ended, and by whom.
 *
 * @param topic of the chat; null for the chat itself
 * @param userId null where anybody in the chat may end it
 * @param language of the person; null when it is not known
 * @param chatName what people call the chat; null when it is not known
 */
public record LogInChat(
    String channel,
    String address,
    @Nullable Long topic,
    @Nullable String userId,
    @Nullable String language,
    @Nullable String chatName) {

  /** One row of a query. */
  public static LogInChat of(ResultSet row) throws SQLException {
    return new LogInChat(
        row.getString("channel"),
        row.getString("address"),
        row.getObject("topic", Long.class),
        row.getString("user_id"),
        row.getString("language"),
        row.getString("chat_name"));
  }

  /** The same for a log-in that ends in the chat, where language and name are known anyway. */
  LogInChat unnamed() {
    return new LogInChat(channel, address, topic, userId, null, null);
  }
}
