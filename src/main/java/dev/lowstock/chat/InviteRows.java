package dev.lowstock.chat;

import dev.lowstock.alert.ChatName;
import dev.lowstock.etsy.Seller;
import dev.lowstock.etsy.login.LogInChat;
import dev.lowstock.store.Database;
import dev.lowstock.store.ShopHearer;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The invitations in the database. Thread-safe. */
final class InviteRows {
  private final Statements database;
  private final TransactionTemplate transactions;

  InviteRows(Database database) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
  }

  /**
   * A shop that a chat may invite to.
   *
   * @param paused Etsy lets nobody read it now
   */
  record Shop(long sellerId, String name, boolean paused) {}

  /**
   * A chat that hears by invitation.
   *
   * @param chat its id
   */
  record Invited(long chat, ChatName name) {}

  /**
   * An invitation whose link was followed.
   *
   * @param inviter the chat that made it, and the shop
   * @param asked whether a chat has followed it before
   * @param mine whether that was this one
   * @param hears whether this chat hears of the shop already
   */
  record Followed(long id, ShopHearer inviter, boolean asked, boolean mine, boolean hears) {}

  /**
   * A chat that hears of a shop, or wants to.
   *
   * @param inviter the id of the chat that was asked; 0 where it has answered
   */
  record Guest(long inviter, LogInChat chat, Seller seller) {
    String shop() {
      return WatchedShop.name(seller.shopName(), seller.sellerId());
    }
  }

  List<Shop> shops(ChatRequest request) {
    return database.query(
        "select-shops-to-invite-to",
        ChatRows.chat(request),
        (row, n) ->
            new Shop(
                row.getLong("seller_id"),
                WatchedShop.name(row.getString("shop_name"), row.getLong("seller_id")),
                row.getBoolean("paused")));
  }

  /**
   * Keeps an invitation.
   *
   * @return false when the chat has made too many
   */
  boolean keep(ChatRequest request, long sellerId, String tokenHash) {
    return database.update(
            "keep-invite",
            ChatRows.chat(request)
                .addValue("sellerId", sellerId)
                .addValue("topic", request.topic())
                .addValue("tokenHash", tokenHash))
        > 0;
  }

  Optional<Followed> ofToken(ChatRequest guest, String tokenHash) {
    return first(
        database.query(
            "select-invite-of-token",
            ChatRows.chat(guest).addValue("tokenHash", tokenHash),
            (row, n) ->
                new Followed(
                    row.getLong("id"),
                    new ShopHearer(
                        row.getLong("chat"),
                        row.getString("language"),
                        row.getObject("topic", Long.class),
                        row.getLong("seller_id"),
                        row.getString("shop_name"),
                        false),
                    row.getBoolean("asked"),
                    row.getBoolean("mine"),
                    row.getBoolean("hears"))));
  }

  /**
   * Takes an invitation for the chat that follows its link, and asks, in one transaction.
   *
   * @return false when another chat was faster
   */
  boolean ask(ChatRequest guest, long id, Runnable question) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean first =
                  database.update(
                          "ask-invite",
                          ChatRows.chat(guest)
                              .addValue("id", id)
                              .addValue("topic", guest.topic())
                              .addValue("userId", guest.userId())
                              .addValue("language", guest.language())
                              .addValue("chatName", guest.chatName()))
                      > 0;
              if (first) {
                question.run();
              }
              return first;
            }));
  }

  /** Who waits for this chat's answer. */
  Optional<Guest> asked(ChatRequest inviter, long id) {
    return first(
        database.query(
            "select-invite",
            ChatRows.chat(inviter).addValue("id", id),
            (row, n) -> guest(row, row.getLong("chat"))));
  }

  /**
   * Ends an invitation.
   *
   * @return false when somebody else has
   */
  boolean end(long id) {
    return database.update("end-invite", new MapSqlParameterSource("id", id)) > 0;
  }

  /** The id of a chat that is kept. */
  Optional<Long> chat(String channel, String address) {
    return first(
        database.queryForList(
            "select-chat",
            new MapSqlParameterSource("channel", channel).addValue("address", address),
            Long.class));
  }

  /** Whether the chat waits for the answer to a link that it followed. */
  boolean waits(ChatRequest guest) {
    Long waiting =
        database.queryForObject("count-invites-of-guest", ChatRows.chat(guest), Long.class);
    return waiting != null && waiting > 0;
  }

  /** The chats that hear of a shop of this chat by invitation, the newest first. */
  List<Invited> guests(ChatRequest owner, long sellerId) {
    return database.query(
        "select-guests",
        ChatRows.chat(owner).addValue("sellerId", sellerId),
        (row, n) ->
            new Invited(
                row.getLong("id"),
                ChatName.of(row.getString("address"), row.getString("invited_name"))));
  }

  /** Another chat that hears of a shop which somebody logged in for in this one. */
  Optional<Guest> other(ChatRequest owner, long sellerId, long guest) {
    return first(
        database.query(
            "select-other-chat",
            ChatRows.chat(owner).addValue("sellerId", sellerId).addValue("guest", guest),
            (row, n) -> guest(row, 0)));
  }

  private static Guest guest(ResultSet row, long inviter) throws SQLException {
    return new Guest(
        inviter,
        LogInChat.of(row),
        new Seller(
            row.getLong("seller_id"),
            row.getString("shop_name"),
            row.getObject("shop_id", Long.class)));
  }

  private static <T> Optional<T> first(List<T> found) {
    return found.stream().findFirst();
  }
}
