package dev.lowstock.chat;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads updates, knowing our own name once Telegram has said it. Thread-safe. */
public final class ChatRequests {
  private final Supplier<String> askName;
  private final boolean stock;
  private volatile @Nullable String name;

  /**
   * @param askName asks Telegram for our username; may fail
   * @param stock whether commands and buttons about how many are left are understood
   */
  public ChatRequests(Supplier<String> askName, boolean stock) {
    this.askName = askName;
    this.stock = stock;
  }

  /** What an update asks for; fails when that hangs on our name and Telegram does not say it. */
  public ChatRequest read(Map<String, Object> update) {
    return ChatRequest.of(update, this::name, stock);
  }

  private String name() {
    String known = name;
    if (known == null) {
      known = askName.get();
      name = known;
    }
    return known;
  }
}
