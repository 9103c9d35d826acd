package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.chat.HoldRows.Chosen;
import dev.lowstock.chat.HoldRows.Mutable;
import dev.lowstock.outbox.ChatSettings.OneOfAKind;
import dev.lowstock.outbox.HeldAlerts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pauses a chat, mutes listings of it, and says what it hears later or not at all. Thread-safe. */
public final class HoldAnswers {
  private final HoldRows rows;
  private final HoldReplies replies;
  private final HeldAlerts held;

  /**
   * Answers from these.
   *
   * @param held judged again after each choice
   */
  public HoldAnswers(HoldRows rows, HoldReplies replies, HeldAlerts held) {
    this.rows = rows;
    this.replies = replies;
    this.held = held;
  }

  /** Pauses, if it is said for how long; asks for that otherwise. */
  Message pause(ChatRequest request) {
    if (Boolean.FALSE.equals(request.wanted())) {
      return resume(request);
    }
    Optional<Chosen> chosen = rows.chosen(request);
    if (chosen.isEmpty()) {
      return replies.nothing(request);
    }
    Instant until =
        PauseWish.until(
            request.argument(), chosen.get().now(), chosen.get().settings().zoneThatCounts());
    if (until == null) {
      return replies.askForPause(request, chosen.get());
    }
    rows.pause(request, until);
    held.judgeAgain(ChatRequest.CHANNEL, request.address());
    return rows.chosen(request)
        .map(now -> replies.paused(request, now.settings()))
        .orElseGet(() -> replies.nothing(request));
  }

  /** Ends a pause. */
  Message resume(ChatRequest request) {
    Optional<Chosen> before = rows.chosen(request);
    if (before.isEmpty()) {
      return replies.nothing(request);
    }
    rows.pause(request, null);
    held.judgeAgain(ChatRequest.CHANNEL, request.address());
    return replies.resumed(request, before.get());
  }

  /** Asks for how long the listing that a button names is to be muted. */
  Message askForMute(ChatRequest request) {
    return replies.askForMute(
        request,
        rows.listing(request, Long.valueOf(request.argument())).orElse(null),
        rows.chosen(request).orElse(null));
  }

  /** Mutes the listing that a button names, or ends that. */
  Message setMute(ChatRequest request) {
    Long listing = request.subject();
    Mutable found = rows.listing(request, listing).orElse(null);
    Chosen chosen = rows.chosen(request).orElse(null);
    if (listing == null || found == null || chosen == null) {
      return replies.muteSet(request, null, null);
    }
    String length = request.argument().substring(request.argument().indexOf(':') + 1);
    boolean back = length.equals("back");
    if (back && !found.out()) {
      return replies.isBack(request, found);
    }
    mute(request, listing, length, chosen.now());
    return replies.muteSet(request, rows.listing(request, listing).orElse(null), chosen);
  }

  /**
   * Mutes a listing of the chat, or ends that.
   *
   * @param length {@code day}, {@code week}, {@code back} or {@code off}
   */
  void mute(ChatRequest request, long listing, String length, Instant now) {
    rows.mute(request, listing, end(length, now), length.equals("back"));
    held.judgeAgain(ChatRequest.CHANNEL, request.address());
  }

  private static @Nullable Instant end(String length, Instant now) {
    return switch (length) {
      case "day" -> now.plus(Duration.ofDays(1));
      case "week" -> now.plus(Duration.ofDays(7));
      default -> null;
    };
  }

  /** Chooses what becomes of the sell-outs of one-of-a-kind listings. */
  Message setOneOfAKind(ChatRequest request) {
    rows.setOneOfAKind(request, OneOfAKind.valueOf(request.argument().toUpperCase(Locale.ROOT)));
    held.judgeAgain(ChatRequest.CHANNEL, request.address());
    return rows.chosen(request)
        .map(now -> replies.oneOfAKind(request, now.settings()))
        .orElseGet(() -> replies.nothing(request));
  }

  /** Whether anything is kept of the chat. */
  boolean knows(ChatRequest request) {
    return rows.chosen(request).isPresent();
  }

  /** What of it {@code /status} says. */
  List<String> status(ChatRequest request) {
    return rows.chosen(request)
        .map(chosen -> replies.status(request.language(), chosen, rows.muted(request)))
        .orElse(List.of());
  }
}
