package dev.lowstock.outbox;

import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.store.Database;
import dev.lowstock.store.LeaseLost;
import dev.lowstock.store.LockConflict;
import dev.lowstock.store.Statements;
import dev.lowstock.telegram.ChatClosed;
import dev.lowstock.telegram.ChatGone;
import dev.lowstock.telegram.ChatMoved;
import dev.lowstock.telegram.MessageRefused;
import dev.lowstock.telegram.RateLimited;
import dev.lowstock.telegram.TelegramFailure;
import dev.lowstock.telegram.TelegramUnreachable;
import dev.lowstock.telegram.TopicClosed;
import dev.lowstock.telegram.TopicGone;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.mail.Address;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records what became of a message by how its channel's route ended, and gives its chat back.
 *
 * <p>Accepted: delivered. The chat is gone: retired; has another id: followed; may not be written
 * to: tried again within an hour; was slowed down: waits as told. A message that the channel will
 * never take is refused; a folded one is parted first. Anything else is tried again after 1, 2, 4 …
 * 60 seconds.
 */
public final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  /** Over some nine hours. */
  private static final int MOST_TRIES_TO_EDIT = 20;

  private static final Duration WHILE_UNREACHABLE = Duration.ofMinutes(1);

  private final Statements database;
  private final TransactionTemplate transactions;
  private final Outbox outbox;
  private final ToldAlerts told;
  private final Chats chats;
  private final RetryPolicy retryPolicy;
  private final MeterRegistry meters;
  private final Timer latency;
  private final @Nullable String adminChat;

  /**
   * Settles what an outbox hands out.
   *
   * @param adminChat the address that hears of troubles; null when there is none
   */
  public Settlement(
      Database database,
      Outbox outbox,
      Chats chats,
      RetryPolicy retryPolicy,
      MeterRegistry meters,
      @Nullable String adminChat) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.outbox = outbox;
    this.told = new ToldAlerts(database);
    this.chats = chats;
    this.retryPolicy = retryPolicy;
    this.meters = meters;
    this.latency = meters.timer("alert_latency");
    this.adminChat = adminChat;
  }

  /** The channel accepted the message, and did not say under which id. */
  public void delivered(Batch batch, Duration pause) {
    delivered(batch, pause, null);
  }

  /**
   * The channel accepted the message.
   *
   * @param pause before the next message to this chat
   * @param messageId of the message in its chat; null where that is not known
   */
  public void delivered(Batch batch, Duration pause, @Nullable Long messageId) {
    if (batch.edit() != null) {
      edited(batch, batch.edit(), pause);
      return;
    }
    if (!isRecorded(batch, pause, messageId)) {
      // Nobody may have the chat before it is recorded: its lease runs out by itself.
      return;
    }
    LOG.info(
        "Channel {}, chat {}: delivered alerts {}, listings {}",
        batch.chat().channel(),
        batch.chat().address(),
        batch.ids(),
        batch.listings());
    count("delivered", batch.ids().size());
    database.query(
        "select-delivery-times",
        Map.of("ids", batch.ids()),
        row -> {
          latency.record(
              Duration.between(
                  row.getObject("noticed_at", OffsetDateTime.class),
                  row.getObject("closed_at", OffsetDateTime.class)));
        });
  }

  /**
   * The channel did not accept the message, as far as is known.
   *
   * @param pause before the next message to this chat, where the failure asks for no other
   */
  public void failed(Batch batch, Throwable failure, Duration pause) {
    Throwable known = known(failure);
    if (known instanceof ChatGone) {
      retire(batch, failure, pause);
    } else if (known instanceof ChatMoved moved) {
      // Given back only then, or another sender would try the old id once more.
      chats.move(batch.chat().channel(), address(batch), moved.newChatId());
      release(batch, pause);
    } else if (batch.edit() != null) {
      editFailed(batch, batch.edit(), known, pause);
    } else if (known instanceof LeaseLost) {
      LOG.warn(
          "Chat {}, alerts {}: not sent, {}", address(batch), batch.ids(), failure.getMessage());
    } else if (known instanceof RateLimited limited) {
      LOG.warn("Chat {}: {}", address(batch), limited.getMessage());
      release(batch, limited.retryAfter());
      count("rate_limited", batch.ids().size());
    } else if (known instanceof TopicClosed closed && batch.topic() != null) {
      holdTopic(batch, closed, pause);
    } else if (known instanceof ChatClosed closed) {
      closeChat(batch, closed);
    } else if (known instanceof MessageRefused refused) {
      LOG.error("Alerts {}, listings {}: {}", batch.ids(), batch.listings(), refused.getMessage());
      refuseOrPart(batch, refused, pause);
    } else {
      failedOtherwise(batch, failure, ChannelFailure.of(failure), pause);
    }
  }

  private void failedOtherwise(
      Batch batch, Throwable failure, @Nullable ChannelFailure answer, Duration pause) {
    List<Address> leftOut = ChannelFailure.leftOut(failure);
    if (!leftOut.isEmpty()) {
      LOG.warn(
          "Channel {}, alerts {}: not taken for {}, but for the other addresses",
          batch.chat().channel(),
          batch.ids(),
          leftOut);
      delivered(batch, pause);
    } else if (answer != null && answer.isFinal()) {
      LOG.error(
          "Channel {}, alerts {}, listings {}: refused with {}",
          batch.chat().channel(),
          batch.ids(),
          batch.listings(),
          answer.answer());
      refuse(batch, answer.trouble(), pause);
    } else if (answer != null && answer.pause() != null) {
      LOG.warn(
          "Channel {}: answers {} and asks for a pause of {} s",
          batch.chat().channel(),
          answer.answer(),
          answer.pause().toSeconds());
      release(batch, answer.pause());
      count("rate_limited", batch.ids().size());
    } else {
      postpone(batch, failure);
    }
  }

  /** Gives the chat back, to be written to again after a pause. */
  public void release(Batch batch, Duration pause) {
    database.update("release-chat", Map.of("lease", batch.lease(), "holdMillis", pause.toMillis()));
  }

  /** Marks it delivered and gives the chat back, in one transaction. */
  private boolean isRecorded(Batch batch, Duration pause, @Nullable Long messageId) {
    try {
      // The chat may be retired, or come back, at the same time: each waits for the other's rows.
      LockConflict.retry(() -> record(batch, pause, messageId));
      return true;
    } catch (RuntimeException | Error e) {
      outbox.acceptedUnrecorded(batch);
      LOG.warn(
          "Alerts {}: sent, but the database could not be told: {}", batch.ids(), e.getMessage());
      return false;
    }
  }

  private void record(Batch batch, Duration pause, @Nullable Long messageId) {
    transactions.executeWithoutResult(
        status -> {
          database.update("mark-alerts-delivered", Map.of("ids", batch.ids()));
          if (messageId != null && outbox.staysTrue(batch)) {
            told.keep(batch, messageId);
          }
          if (batch.chat().closedTries() > 0) {
            database.update("open-chat", Map.of("lease", batch.lease()));
          }
          release(batch, pause);
        });
  }

  private void edited(Batch batch, Outbox.Edit edit, Duration pause) {
    LockConflict.retry(
        () ->
            transactions.executeWithoutResult(
                status -> {
                  // The chat first, as where it is forgotten or retired.
                  release(batch, pause);
                  told.settle(edit);
                }));
    LOG.debug("Chat {}: edited message {}", address(batch), edit.messageId());
  }

  /**
   * What Telegram will not edit stays as it is; all else is tried again, and less and less often.
   */
  private void editFailed(Batch batch, Outbox.Edit edit, Throwable failure, Duration pause) {
    LOG.debug(
        "Chat {}, message {}: not edited, {}",
        address(batch),
        edit.messageId(),
        failure.getMessage());
    if (failure instanceof LeaseLost) {
      return;
    }
    if (failure instanceof RateLimited limited) {
      release(batch, limited.retryAfter());
      return;
    }
    long chat = batch.chat().id();
    int tries = batch.attempts();
    if (failure instanceof TelegramUnreachable) {
      told.postpone(chat, edit.messageId(), WHILE_UNREACHABLE.toMillis(), tries);
    } else if (failure instanceof MessageRefused
        || failure instanceof TopicGone
        || tries + 1 >= MOST_TRIES_TO_EDIT) {
      told.forget(chat, edit.messageId());
    } else {
      told.postpone(chat, edit.messageId(), retryPolicy.millisWhileClosed(tries), tries + 1);
    }
    release(batch, pause);
  }

  private void retire(Batch batch, Throwable failure, Duration pause) {
    if (address(batch).equals(adminChat)) {
      LOG.warn(
          "ADMIN_CHAT {} cannot be reached and hears of no trouble: write /start to the bot in that"
              + " chat",
          adminChat);
    }
    chats.retire(batch.chat().channel(), address(batch));
    LOG.info("Chat {} is retired: {}", address(batch), failure.getMessage());
    release(batch, pause);
  }

  private void holdTopic(Batch batch, TopicClosed closed, Duration pause) {
    int millis = retryPolicy.millisWhileClosed(batch.attempts());
    LOG.warn(
        "Chat {}, topic {} is closed, alerts {}: next try in {} ms",
        address(batch),
        batch.topic(),
        batch.ids(),
        millis);
    MapSqlParameterSource held =
        trouble(batch, trouble(closed))
            .addValue("holdMillis", millis)
            .addValue("chat", batch.chat().id())
            .addValue("topic", batch.topic());
    database.update("note-attempt", held);
    count("postponed", database.update("hold-topic", held));
    release(batch, pause);
  }

  private void closeChat(Batch batch, ChatClosed closed) {
    int millis = retryPolicy.millisWhileClosed(batch.chat().closedTries());
    LOG.warn(
        "Chat {} may not be written to now, alerts {}: {}; next try in {} ms",
        address(batch),
        batch.ids(),
        closed.getMessage(),
        millis);
    count("postponed", database.update("note-attempt", trouble(batch, trouble(closed))));
    database.update("close-chat", Map.of("lease", batch.lease(), "holdMillis", millis));
  }

  private void refuseOrPart(Batch batch, MessageRefused refused, Duration pause) {
    if (batch.ids().size() > 1) {
      database.update("part-alerts", trouble(batch, trouble(refused)));
      release(batch, pause);
    } else {
      refuse(batch, trouble(refused), pause);
    }
  }

  private void refuse(Batch batch, String trouble, Duration pause) {
    count("refused", database.update("refuse-alerts", trouble(batch, trouble)));
    release(batch, pause);
  }

  private void postpone(Batch batch, Throwable failure) {
    int millis = retryPolicy.millisAfter(batch.attempts());
    LOG.warn(
        "{}, alerts {}: {}; next try in {} ms",
        // The operator's own channels have one chat, or two.
        batch.chat().channel().equals("telegram")
            ? "Chat " + address(batch)
            : "Channel " + batch.chat().channel(),
        batch.ids(),
        // Its own words hold the whole address, which is a secret with most services.
        known(failure) instanceof HttpOperationFailedException answer
            ? "answered " + answer.getStatusCode()
            : failure.getMessage(),
        millis);
    String trouble = failure.getClass().getSimpleName();
    count("postponed", database.update("note-attempt", trouble(batch, trouble)));
    release(batch, Duration.ofMillis(millis));
  }

  /** What says most of a failure: a route of the operator's may have put it into another one. */
  public static Throwable known(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof LeaseLost
          || cause instanceof TelegramFailure
          || cause instanceof TelegramUnreachable
          || cause instanceof HttpOperationFailedException) {
        return cause;
      }
      cause = cause.getCause();
    }
    return failure;
  }

  private static String trouble(TelegramFailure failure) {
    return failure.code() + " " + failure.getClass().getSimpleName();
  }

  private static MapSqlParameterSource trouble(Batch batch, String trouble) {
    return new MapSqlParameterSource("ids", batch.ids()).addValue("trouble", trouble);
  }

  private static String address(Batch batch) {
    return batch.chat().address();
  }

  private void count(String outcome, int alerts) {
    meters.counter("alerts", "outcome", outcome).increment(alerts);
  }
}
