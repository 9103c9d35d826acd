package dev.lowstock.chat;

import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads updates, knowing our own name once Telegram has said it. Thread-safe. */
public final class ChatRequests {
  private final Supplier<String> askName;
  private final Predicate<String> commands;
  private final boolean stock;
  private volatile @Nullable String name;

  /**
   * @param askName asks Telegram for our username; may fail
   * @param commands whether there is a command of this name
   * @param stock whether buttons about how many are left are understood
   */
  public ChatRequests(Supplier<String> askName, Predicate<String> commands, boolean stock) {
    this.askName = askName;
    this.commands = commands;
    this.stock = stock;
  }

  /** What an update asks for; fails when that hangs on our name and Telegram does not say it. */
  ChatRequest read(Map<String, Object> update) {
    return ChatRequest.of(update, this::name, commands, stock);
  }

  /** Our username. */
  public String name() {
    String known = name;
    if (known == null) {
      known = askName.get();
      name = known;
    }
    return known;
  }
}
