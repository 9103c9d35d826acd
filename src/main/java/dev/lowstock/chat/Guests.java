package dev.lowstock.chat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the bot: everybody, or, where ids are listed, the listed people anywhere and anybody
 * in the listed chats.
 */
public final class Guests {
  /** What ends that a chat is told of a shop, or says what is stored. */
  private static final Set<String> COMMANDS_OF_LINKED_CHATS = Set.of("stop", "privacy");

  /** The buttons of that, and of who is on what the chat was told; and what happens to the chat. */
  private static final Set<String> OF_LINKED_CHATS =
      Set.of(
          "forget",
          "forget-all",
          "unlink",
          "set-unlink",
          "keep",
          "on-it",
          "not-on-it",
          "blocked",
          "unblocked",
          "moved");

  private final Set<String> users;
  private final Set<String> chats;

  /**
   * @param users ids, comma-separated; null: none are listed
   * @param chats the same
   */
  public Guests(@Nullable String users, @Nullable String chats) {
    this.users = ids(users);
    this.chats = ids(chats);
  }

  public boolean mayUse(ChatRequest request) {
    return (users.isEmpty() && chats.isEmpty())
        || chats.contains(request.address())
        // Who writes as the group has a stand-in's id, which anybody can have in a group of theirs.
        || (!request.isAdmin() && users.contains(request.userId()));
  }

  /** Whether somebody who may not use the bot may ask this where a shop is linked all the same. */
  public boolean mayWhereLinked(ChatRequest request) {
    return request.command() == null
        ? OF_LINKED_CHATS.contains(request.answer())
        : COMMANDS_OF_LINKED_CHATS.contains(request.command());
  }

  private static Set<String> ids(@Nullable String list) {
    return list == null
        ? Set.of()
        : Arrays.stream(list.split(",")).map(String::strip).collect(Collectors.toSet());
  }
}
