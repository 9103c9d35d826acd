package dev.lowstock.chat;

import dev.lowstock.store.Uses;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often people may use the bot, on all nodes together. Who goes on is told once, and then not
 * answered until the window of time is over, so that a flood makes nothing but silence.
 * Thread-safe.
 */
public final class Limits {
  private static final Duration OF_ANSWERS = Duration.ofMinutes(1);
  private static final Duration OF_LOGINS = Duration.ofMinutes(10);
  private static final Duration OF_EXPORTS = Duration.ofMinutes(10);
  private static final Duration OF_STRANGERS = Duration.ofHours(1);

  private final Uses uses;
  private final LongSupplier answersPerMinute;
  private final LongSupplier loginsPerTenMinutes;
  private final LongSupplier pinsPerTenMinutes;
  private final LongSupplier exportsPerTenMinutes;

  public Limits(
      Uses uses,
      LongSupplier answersPerMinute,
      LongSupplier loginsPerTenMinutes,
      LongSupplier pinsPerTenMinutes,
      LongSupplier exportsPerTenMinutes) {
    this.uses = uses;
    this.answersPerMinute = answersPerMinute;
    this.loginsPerTenMinutes = loginsPerTenMinutes;
    this.pinsPerTenMinutes = pinsPerTenMinutes;
    this.exportsPerTenMinutes = exportsPerTenMinutes;
  }

  /**
   * Counts what the person asks in this chat.
   *
   * @return by how many it is beyond the limit: 0 or less within it, 1 the first that is too many
   */
  long answers(ChatRequest request) {
    return uses.beyond(
        "answers",
        chat(request) + " user " + request.userId(),
        OF_ANSWERS,
        answersPerMinute.getAsLong());
  }

  /** Counts log-ins that are begun, of the person and in the chat; the same of the higher one. */
  long logins(ChatRequest request) {
    return userAndChat("logins", request, loginsPerTenMinutes.getAsLong());
  }

  /** Counts pins that are tried, of the person and in the chat; the same of the higher one. */
  long pins(ChatRequest request) {
    return userAndChat("pins", request, pinsPerTenMinutes.getAsLong());
  }

  /** Counts files of the stock that the chat asks for; the same. */
  long exports(ChatRequest request) {
    return uses.beyond("exports", chat(request), OF_EXPORTS, exportsPerTenMinutes.getAsLong());
  }

  /** Counts what somebody asks who may not use the bot; the same of one in an hour. */
  long strangers(ChatRequest request) {
    return uses.beyond("uninvited", chat(request), OF_STRANGERS, 1);
  }

  private long userAndChat(String what, ChatRequest request, long most) {
    long ofUser = uses.beyond(what, "user " + request.person(), OF_LOGINS, most);
    // Who is beyond the limit alone does not use up that of the chat.
    return ofUser > 0 ? ofUser : uses.beyond(what, chat(request), OF_LOGINS, most);
  }

  private static String chat(ChatRequest request) {
    return "chat " + request.address();
  }
}
