package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.TimeWords;
import dev.lowstock.chat.HoldRows.Chosen;
import dev.lowstock.chat.HoldRows.Mutable;
import dev.lowstock.chat.HoldRows.Muted;
import dev.lowstock.outbox.ChatSettings;
import dev.lowstock.outbox.ChatSettings.Digest;
import dev.lowstock.outbox.ChatSettings.HowOften;
import dev.lowstock.outbox.ChatSettings.OneOfAKind;
import dev.lowstock.outbox.ChatSettings.Quiet;
import dev.lowstock.outbox.Holds;
import java.time.Instant;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the bot answers about what a chat hears later, or not at all. */
public final class HoldReplies {
  private static final int MOST_MUTED = 10;

  private final Messages messages;
  private final TimeWords times;
  private final Holds holds = new Holds();

  public HoldReplies(Messages messages) {
    this.messages = messages;
    this.times = new TimeWords(messages);
  }

  /** Says whether it is paused, and asks for how long it is to be. */
  Message askForPause(ChatRequest request, Chosen chosen) {
    String language = request.language();
    List<String> lines = new ArrayList<>();
    if (!request.argument().isEmpty()) {
      lines.add(messages.text(language, "pause.wrong"));
    } else if (isPaused(chosen)) {
      lines.add(paused(language, chosen.settings()));
    } else {
      lines.add(messages.text(language, "pause.ask"));
    }
    lines.add(messages.text(language, "pause.howTo"));
    List<List<Button>> buttons = new ArrayList<>();
    buttons.add(
        List.of(
            button(language, "button.pauseHour", "pause:1h"),
            button(language, "button.pauseWeek", "pause:1w")));
    String morning = times.time(language, PauseWish.MORNING, chosen.settings().zone());
    buttons.add(
        List.of(
            Button.action(
                messages.text(language, "button.pauseTomorrow", Map.of("time", morning)),
                "pause:tomorrow")));
    if (isPaused(chosen)) {
      buttons.add(List.of(button(language, "button.resume", "pause:off")));
    }
    return new Message(String.join("\n", lines), buttons);
  }

  /** Says until when it is paused now. */
  Message paused(ChatRequest request, ChatSettings settings) {
    String language = request.language();
    return new Message(
        paused(language, settings) + " " + messages.text(language, "pause.whatComes"),
        List.of(List.of(button(language, "button.resume", "pause:off"))));
  }

  /** Says that the pause is over. */
  Message resumed(ChatRequest request, Chosen before) {
    String language = request.language();
    if (!isPaused(before)) {
      return text(language, "resume.notPaused");
    }
    Instant now = before.now();
    Instant told = holds.endOfNight(before.settings(), now);
    return told.equals(now)
        ? text(language, "resume.done")
        : new Message(
            messages.text(
                language,
                "resume.doneAtNight",
                Map.of("until", times.moment(language, told, before.settings().zone()))),
            List.of());
  }

  /** To a chat that watches nothing. */
  Message nothing(ChatRequest request) {
    return text(request.language(), "status.none");
  }

  /**
   * Says whether a listing is muted, and asks for how long it is to be.
   *
   * @param found null when this chat does not watch it
   */
  Message askForMute(ChatRequest request, @Nullable Mutable found, @Nullable Chosen chosen) {
    String language = request.language();
    if (found == null || chosen == null) {
      return text(language, "low.foreign");
    }
    Muted listing = found.listing();
    String action = "mute:" + listing.listingId();
    List<List<Button>> buttons = new ArrayList<>();
    buttons.add(
        List.of(
            button(language, "button.muteDay", action + ":day"),
            button(language, "button.muteWeek", action + ":week")));
    if (found.out()) {
      buttons.add(List.of(button(language, "button.muteBack", action + ":back")));
    }
    if (!listing.isMuted(chosen.now())) {
      return new Message(
          messages.text(language, "mute.ask", Map.of("title", title(language, listing))), buttons);
    }
    buttons.add(List.of(button(language, "button.muteOff", action + ":off")));
    return new Message(muted(language, listing, chosen.settings()), buttons);
  }

  /** Says whether a listing is muted now. */
  Message muteSet(ChatRequest request, @Nullable Mutable found, @Nullable Chosen chosen) {
    String language = request.language();
    if (found == null || chosen == null) {
      return text(language, "low.foreign");
    }
    Muted listing = found.listing();
    return listing.isMuted(chosen.now())
        ? new Message(
            muted(language, listing, chosen.settings()),
            List.of(
                List.of(
                    button(language, "button.muteOff", "mute:" + listing.listingId() + ":off"))))
        : new Message(
            messages.text(language, "mute.off", Map.of("title", title(language, listing))),
            List.of());
  }

  /** To a wish that cannot be: it is in stock. */
  Message isBack(ChatRequest request, Mutable found) {
    String language = request.language();
    return new Message(
        messages.text(language, "mute.isBack", Map.of("title", title(language, found.listing()))),
        List.of());
  }

  /** Says what becomes of the sell-outs of one-of-a-kind listings now. */
  Message oneOfAKind(ChatRequest request, ChatSettings settings) {
    String language = request.language();
    OneOfAKind choice = settings.oneOfAKindThatCounts();
    return new Message(
        choice == OneOfAKind.DIGEST
            ? messages.text(language, "single.digest") + "\n" + digest(language, settings)
            : messages.text(language, choice == OneOfAKind.OFF ? "single.off" : "single.told"),
        choice == OneOfAKind.TOLD
            ? List.of()
            : List.of(List.of(button(language, "button.singleTold", "single:told"))));
  }

  /** What of it {@code /status} says: nothing for a chat that chose nothing. */
  List<String> status(@Nullable String language, Chosen chosen, List<Muted> muted) {
    ChatSettings settings = chosen.settings();
    List<String> lines = new ArrayList<>();
    if (isPaused(chosen)) {
      lines.add(paused(language, settings));
    }
    Quiet quiet = settings.quiet();
    if (quiet != null) {
      lines.add(
          messages.text(
              language,
              quiet.soldOutToo() ? "settings.quiet" : "settings.quietButSoldOut",
              Map.of(
                  "from",
                  times.clock(language, quiet.from()),
                  "until",
                  times.time(language, quiet.until(), settings.zone()))));
    }
    if (settings.digest().howOften() != HowOften.OFF) {
      lines.add(digest(language, settings));
    }
    if (settings.oneOfAKindThatCounts() != OneOfAKind.TOLD) {
      lines.add(
          messages.text(
              language,
              settings.oneOfAKindThatCounts() == OneOfAKind.OFF
                  ? "settings.single.off"
                  : "settings.single.digest"));
    }
    if (!muted.isEmpty()) {
      lines.add(messages.text(language, "status.muted"));
      muted.stream()
          .limit(MOST_MUTED)
          .forEach(listing -> lines.add("• " + mutedLine(language, listing, settings)));
      if (muted.size() > MOST_MUTED) {
        lines.add(
            messages.text(language, "status.outMore", Map.of("count", muted.size() - MOST_MUTED)));
      }
    }
    return lines;
  }

  private String digest(@Nullable String language, ChatSettings settings) {
    Digest digest = settings.digest();
    boolean weekly = digest.howOften() == HowOften.WEEKLY;
    return messages.text(
        language,
        "settings.digestIs."
            + (weekly ? "weekly" : "daily")
            + (settings.isDigestWithoutSoldOut() ? "ButSoldOut" : digest.ofAll() ? "All" : "Low"),
        Map.of(
            "day",
            times.weekday(language, digest.day(), TextStyle.FULL),
            "time",
            times.time(language, digest.at(), settings.zone())));
  }

  private static boolean isPaused(Chosen chosen) {
    Instant until = chosen.settings().pausedUntil();
    return until != null && until.isAfter(chosen.now());
  }

  private String paused(@Nullable String language, ChatSettings settings) {
    Instant until = settings.pausedUntil();
    return messages.text(
        language,
        "pause.until",
        Map.of("until", until == null ? "" : times.moment(language, until, settings.zone())));
  }

  private String muted(@Nullable String language, Muted listing, ChatSettings settings) {
    return messages.text(
        language,
        listing.mutedUntilBack() ? "mute.untilBack" : "mute.until",
        mute(language, listing, settings));
  }

  private String mutedLine(@Nullable String language, Muted listing, ChatSettings settings) {
    return messages.text(
        language,
        listing.mutedUntilBack() ? "status.mutedUntilBack" : "status.mutedUntil",
        mute(language, listing, settings));
  }

  private Map<String, Object> mute(
      @Nullable String language, Muted listing, ChatSettings settings) {
    Instant until = listing.mutedUntil();
    return Map.of(
        "title",
        title(language, listing),
        "until",
        until == null ? "" : times.moment(language, until, settings.zone()));
  }

  private String title(@Nullable String language, Muted listing) {
    return ListingLine.title(messages, language, listing.listingId(), listing.title());
  }

  private Button button(@Nullable String language, String key, String action) {
    return Button.action(messages.text(language, key), action);
  }

  private Message text(@Nullable String language, String key) {
    return new Message(messages.text(language, key), List.of());
  }
}
