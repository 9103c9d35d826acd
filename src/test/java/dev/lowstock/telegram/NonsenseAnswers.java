package dev.lowstock.telegram;

import static org.junit.jupiter.api.Named.named;

import dev.lowstock.sandbox.TelegramFault;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** What no Telegram answers, and a proxy in front of it, or somebody in its place, may. */
public final class NonsenseAnswers {
  private NonsenseAnswers() {}

  /** To any method: nothing in them says that anything was done. */
  public static Stream<Named<TelegramFault>> toAnyCall() {
    return Stream.of(
        named("50 MB", new TelegramFault.AnswersMegabytes(50, false)),
        named("300 MB, zipped", new TelegramFault.AnswersMegabytes(300, true)),
        named("nested deeply", json("[".repeat(100_000))),
        named("nested deeply, in a result", json("{\"ok\":false,\"result\":" + "[".repeat(2_000))),
        named("a number of 2,000 digits", json("{\"ok\":false,\"n\":" + "9".repeat(2_000) + "}")),
        named("nothing", json("")),
        named("null", json("null")),
        named("a list", json("[]")),
        named("ok in words", json("{\"ok\":\"yes\",\"result\":[]}")),
        named("a code out of range", json("{\"ok\":false,\"error_code\":1e400}")),
        named("a code below zero", json("{\"ok\":false,\"error_code\":-429}")),
        named(
            "no UTF-8",
            new TelegramFault.AnswersText(
                "application/json", StandardCharsets.ISO_8859_1, "{\"ok\":true,\"a\":\"Blåbär\"}")),
        named(
            "UTF-16 without a mark",
            new TelegramFault.AnswersText(
                "application/json", StandardCharsets.UTF_16LE, "Blåbär, {\"ok\":true}")),
        named(
            "a web page",
            new TelegramFault.AnswersText(
                "text/html", StandardCharsets.UTF_8, "<html>Log in to this Wi-Fi</html>")),
        named("a web page of a proxy", new TelegramFault.AnswersHtml(502)));
  }

  /** To a poll alone. */
  public static Stream<Named<TelegramFault>> toPolls() {
    return Stream.of(
        named("no updates", json("{\"ok\":true}")),
        named("an update and no list", json("{\"ok\":true,\"result\":{\"update_id\":1}}")),
        named(
            "five million updates",
            json("{\"ok\":true,\"result\":[{}" + ",{}".repeat(5_000_000) + "]}")));
  }

  private static TelegramFault json(String json) {
    return new TelegramFault.AnswersJson(json);
  }
}
