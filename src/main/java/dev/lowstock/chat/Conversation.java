package dev.lowstock.chat;

import static java.util.Objects.requireNonNull;

import dev.lowstock.alert.Message;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.login.LogInUnfinished;
import dev.lowstock.etsy.login.LogIns;
import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.Chats.Said;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people write to the bot and what happens to its chats: who may, how often, and which command
 * it is. A command is answered by its route; buttons, texts and all else are answered here.
 * Thread-safe.
 *
 * <p>What fails before somebody may ask fails here too, and the update comes again: the database is
 * away, or Telegram does not say our name. Later failures are answered, see {@link #failed}.
 */
public final class Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /** In a group, these are not for everybody. */
  private static final Set<String> CHANGING =
      Set.of(
          "start",
          "pin",
          "stop",
          "threshold",
          "restock",
          "settings",
          "quiet",
          "digest",
          "language",
          "timezone",
          "pause",
          "resume",
          "invite",
          "export");

  /** Only these ask Etsy. */
  private static final Set<String> AT_ETSY = Set.of("start", "login", "pin", "text", "overheard");

  private final ChatRequests requests;
  private final Guests guests;
  private final Limits limits;
  private final ChatRows rows;
  private final Chats chats;
  private final LogIns logIns;
  private final GroupRights rights;
  private final Presses presses;
  private final Replies replies;
  private final CommandAnswers answers;
  private final Voice voice;
  private final IntSupplier closedRestSeconds;
  private final MeterRegistry meters;

  /**
   * What a conversation is made of.
   *
   * @param say says a message to a chat at once
   * @param closedRestSeconds how long after the last try a chat that may not be written to is tried
   *     again when something is heard of it
   */
  public record Parts(
      ChatRequests requests,
      Guests guests,
      Limits limits,
      ChatRows rows,
      Chats chats,
      LogIns logIns,
      BotCalls telegram,
      Replies replies,
      CommandAnswers answers,
      Consumer<Said> say,
      IntSupplier closedRestSeconds,
      MeterRegistry meters) {}

  public Conversation(Parts parts) {
    this.requests = parts.requests();
    this.guests = parts.guests();
    this.limits = parts.limits();
    this.rows = parts.rows();
    this.chats = parts.chats();
    this.logIns = parts.logIns();
    this.rights = new GroupRights(parts.rows(), parts.telegram());
    this.presses = new Presses(parts.telegram());
    this.replies = parts.replies();
    this.answers = parts.answers();
    this.voice = new Voice(parts.say());
    this.closedRestSeconds = parts.closedRestSeconds();
    this.meters = parts.meters();
  }

  /**
   * Reads the update in the body, and answers it unless it is a command. Leaves variable {@code
   * request}, whose {@code command} is set for a command that is let through, and where to answer:
   * {@code channel}, {@code address}, {@code topic} and {@code language}. The body is null then.
   */
  public void hear(Exchange exchange) {
    @SuppressWarnings("unchecked") // Telegram's objects have names.
    Map<String, Object> update = requireNonNull(exchange.getMessage().getBody(Map.class));
    ChatRequest request = inItsLanguage(requests.read(update));
    exchange.getMessage().removeHeaders("*");
    // What people write is no parameter of a statement.
    exchange.getMessage().setBody(null);
    exchange.setVariable("channel", ChatRequest.CHANNEL);
    exchange.setVariable("address", request.address());
    exchange.setVariable("topic", request.topic());
    exchange.setVariable("language", request.language());
    exchange.setVariable("request", request.calling(hear(request).orElse(null)));
  }

  /** What a chat chose counts before what Telegram says of the person. */
  private ChatRequest inItsLanguage(ChatRequest request) {
    return request.isHeard()
        ? rows.language(request).map(request::speaking).orElse(request)
        : request;
  }

  /** Counts a command as answered. */
  public void answered(ChatRequest request) {
    count(request, "answered");
  }

  /** Tells the person what has failed, and the log more of it. */
  public void failed(ChatRequest request, Exception failure) {
    if (in(failure, DirectConsumerNotAvailableException.class) != null) {
      // Its route is being replaced at this moment: the update comes again.
      throw new IllegalStateException(failure);
    }
    String address = request.address();
    KeyRefused refusedKey = in(failure, KeyRefused.class);
    EtsyRefusedPin refusedPin = in(failure, EtsyRefusedPin.class);
    if (refusedKey != null) {
      LOG.error("{}", refusedKey.getMessage());
      say(request, "start.keyRefused");
      count(request, "key_refused");
    } else if (refusedPin != null) {
      LOG.info("Chat {}: {}", address, refusedPin.getMessage());
      voice.say(request, replies.refusedPin(request, refusedPin.why().name()));
      count(request, "pin_refused");
    } else if (in(failure, LogInUnfinished.class) != null) {
      LOG.warn("Chat {}: {}", address, failure.getMessage());
      say(request, "pin.unfinished");
      count(request, "unfinished");
    } else if (isOfEtsy(request, failure)) {
      LOG.warn("Chat {}, /{}: {}", address, request.answer(), failure.getMessage());
      voice.say(request, replies.etsyAway(request));
      count(request, "etsy_away");
    } else {
      LOG.error(
          "Chat {}, /{}: {}: {}",
          address,
          request.answer(),
          failure.getClass().getSimpleName(),
          failure.getMessage());
      say(request, "sorry");
      presses.end(request);
      count(request, "failed");
    }
  }

  /** An operator's own command may fail at other places with the same exceptions. */
  private static boolean isOfEtsy(ChatRequest request, Exception failure) {
    return in(failure, EtsyFailure.class) != null
        || (AT_ETSY.contains(request.answer()) && in(failure, IOException.class) != null);
  }

  private static <T extends Throwable> @Nullable T in(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  /** The command to be called, or nothing when all is said. */
  private Optional<String> hear(ChatRequest request) {
    if (request.command() == null && request.answer().equals("nothing")) {
      return Optional.empty();
    }
    boolean may =
        guests.mayUse(request) || (guests.mayWhereLinked(request) && rows.links(request).all() > 0);
    if (!may) {
      turnAway(request);
      return Optional.empty();
    }
    if (request.isHeard()) {
      chats.hear(ChatRequest.CHANNEL, request.address(), closedRestSeconds.getAsInt());
    }
    if (request.wantsAnswer() && isTooMuch(request)) {
      count(request, "limited");
      return Optional.empty();
    }
    return request.wantsAnswer() ? answer(request) : take(request);
  }

  /** Says in private, once an hour, by which id the person can be let in. */
  private void turnAway(ChatRequest request) {
    if (request.wantsAnswer() && limits.strangers(request) <= 0) {
      LOG.info("Chat {}, user {}: may not use the bot", request.address(), request.userId());
      if (!request.inGroup()) {
        voice.say(request, replies.uninvited(request));
      }
    }
    count(request, "uninvited");
  }

  private boolean isTooMuch(ChatRequest request) {
    long beyond = limits.answers(request);
    if (beyond == 1) {
      say(request, "limit.answers");
      presses.end(request);
    }
    return beyond > 0;
  }

  /** Takes what happens to a chat, and what a group says among itself: nobody asked. */
  private Optional<String> take(ChatRequest request) {
    String address = request.address();
    switch (request.answer()) {
      case "blocked" -> {
        chats.retire(ChatRequest.CHANNEL, address);
        LOG.info("Chat {}: the bot was blocked or removed", address);
      }
      case "unblocked" -> chats.hear(ChatRequest.CHANNEL, address, 0);
      case "moved" ->
          chats.move(ChatRequest.CHANNEL, address, requireNonNull(request.newAddress()));
      default -> {
        // A pin only from somebody whose log-in waits for one.
        if (request.mayBePin() && isLogInOpen(request)) {
          return answer(request);
        }
      }
    }
    answered(request);
    return Optional.empty();
  }

  private Optional<String> answer(ChatRequest request) {
    try {
      Optional<String> command = command(request);
      if (command.isPresent()) {
        return letThrough(request, command.get()) ? command : Optional.empty();
      }
      if (answerHere(request)) {
        answered(request);
      }
    } catch (RuntimeException e) {
      failed(request, e);
    }
    return Optional.empty();
  }

  /** Which command it is, or does the same as. */
  private Optional<String> command(ChatRequest request) {
    if (request.command() != null) {
      return Optional.of(request.command());
    }
    return switch (request.answer()) {
      case "status", "threshold", "restock", "pause" -> Optional.of(request.answer());
      case "login" -> Optional.of("start");
      case "overheard" -> Optional.of("pin");
      case "text" -> isPin(request) ? Optional.of("pin") : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Text is a pin, if a log-in waits for one; the address that a log-in ends on always is. */
  private boolean isPin(ChatRequest request) {
    return (request.mayBePin() && isLogInOpen(request)) || request.holdsCallback();
  }

  private boolean isLogInOpen(ChatRequest request) {
    return logIns.isOpen(CommandAnswers.logIn(request));
  }

  private boolean letThrough(ChatRequest request, String command) {
    if (CHANGING.contains(command) && !isAllowed(request)) {
      return false;
    }
    if (request.answer().equals("restock") || request.answer().equals("pause")) {
      presses.endAndTakeAway(request);
    } else {
      presses.end(request);
    }
    return switch (command) {
      case "start" -> Invites.isToken(request.argument()) || mayLogIn(request);
      case "pin" -> mayTryPin(request);
      case "export" -> mayExport(request);
      default -> true;
    };
  }

  /** Says no in a group to a person who may not change anything there. */
  private boolean isAllowed(ChatRequest request) {
    Optional<String> refusal = rights.refusal(request);
    refusal.ifPresent(
        key -> {
          say(request, key);
          presses.end(request);
        });
    return refusal.isEmpty();
  }

  private boolean mayLogIn(ChatRequest request) {
    boolean may = limits.logins(request) <= 0;
    if (!may) {
      say(request, "limit.logins");
    }
    return may;
  }

  private boolean mayExport(ChatRequest request) {
    boolean may = limits.exports(request) <= 0;
    if (!may) {
      say(request, "limit.exports");
    }
    return may;
  }

  /** A pin that is too many is not tried at Etsy, right or wrong. */
  private boolean mayTryPin(ChatRequest request) {
    if (!request.holdsCode() || !isLogInOpen(request)) {
      return true;
    }
    long beyond = limits.pins(request);
    // What a group says among itself is not in the limit of answers.
    if (beyond == 1 || (beyond > 0 && request.wantsAnswer())) {
      LOG.warn(
          "Chat {}, user {}: too many pins, this one is not tried",
          request.address(),
          request.userId());
      say(request, "limit.pins");
    }
    return beyond <= 0;
  }

  /** False when the person may not, which is said then. */
  private boolean answerHere(ChatRequest request) {
    switch (request.answer()) {
      case "pressed" -> presses.endAndTakeAway(request);
      case "forged" -> presses.end(request);
      case "forget",
          "keep",
          "forget-all",
          "set-unlink",
          "set-threshold",
          "set-low",
          "set-mute",
          "one-of-a-kind",
          "invite-shop" -> {
        if (!isAllowed(request)) {
          return false;
        }
        presses.endAndTakeAway(request);
        voice.say(request, pressed(request));
      }
      case "invite-answer", "invite-end" -> {
        if (!isAllowed(request)) {
          return false;
        }
        presses.end(request);
        // Its buttons stay until that is done: should it fail, somebody presses again.
        Message said = pressed(request);
        presses.takeAway(request);
        voice.say(request, said);
      }
      case "low", "mute", "unlink" -> {
        if (!isAllowed(request)) {
          return false;
        }
        presses.end(request);
        voice.say(request, asked(request));
      }
      case "set", "card-mute" -> {
        if (!isAllowed(request)) {
          return false;
        }
        presses.end(request);
        showInPlace(
            request,
            request.answer().equals("set") ? answers.set(request) : answers.muteCard(request));
      }
      case "on-it", "not-on-it" -> presses.end(request, answers.onIt(request));
      case "page" -> {
        presses.end(request);
        showInPlace(request, answers.page(request));
      }
      case "card" -> {
        presses.end(request);
        if (answers.isInList(request)) {
          showInPlace(request, answers.card(request));
        } else {
          voice.say(request, answers.card(request));
        }
      }
      default -> voice.say(request, replies.toText(request));
    }
    return true;
  }

  /** Where Telegram does not take it, as of a message that is gone, it is said anew. */
  private void showInPlace(ChatRequest request, Message message) {
    if (!presses.show(request, message)) {
      voice.say(request, message);
    }
  }

  private Message asked(ChatRequest request) {
    return switch (request.answer()) {
      case "low" -> answers.low(request);
      case "mute" -> answers.mute(request);
      default -> answers.askToUnlink(request);
    };
  }

  private Message pressed(ChatRequest request) {
    return switch (request.answer()) {
      case "set-threshold" -> answers.setThreshold(request);
      case "set-low" -> answers.setLow(request);
      case "set-mute" -> answers.setMute(request);
      case "one-of-a-kind" -> answers.setOneOfAKind(request);
      case "set-unlink" -> answers.unlink(request);
      case "invite-shop" -> answers.inviteToShop(request);
      case "invite-answer" -> answers.answerInvite(request);
      case "invite-end" -> answers.endInvite(request);
      case "forget-all" -> answers.askToForgetAll(request);
      case "forget" -> {
        rows.forget(ChatRequest.CHANNEL, request.address());
        LOG.info("Chat {}: forgotten at its own wish", request.address());
        yield replies.say(request, "stop.done");
      }
      default -> replies.say(request, "stop.kept");
    };
  }

  private void say(ChatRequest request, String key) {
    voice.say(request, replies.say(request, key));
  }

  private void count(ChatRequest request, String outcome) {
    meters.counter("tg_commands", "command", request.answer(), "outcome", outcome).increment();
  }
}
