package dev.lowstock.outbox.component;

import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.store.ClaimConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Hands each message that is due to the route, one at a time for each chat, and settles it by how
 * the route ended. Alerts that have waited for hours are looked at again instead: those that are
 * still true come back as a message.
 */
public final class DueConsumer extends ClaimConsumer<Batch> {
  private static final Logger LOG = LoggerFactory.getLogger(DueConsumer.class);
  private static final String PAUSE = "holdMillis";
  private static final String MESSAGE_ID = "messageId";

  private final OutboxComponent component;
  private final OutboxComponent.Parts parts;
  private final Duration pace;

  /** The last claim ended before all that was due was seen. */
  private boolean fellShort;

  DueConsumer(
      Endpoint endpoint,
      Processor route,
      Way way,
      OutboxComponent component,
      OutboxComponent.Parts parts,
      Duration pace) {
    super(endpoint, route, way);
    this.component = component;
    this.parts = parts;
    this.pace = pace;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    component.runs(this);
  }

  @Override
  protected void doStop() throws Exception {
    component.ends(this);
    super.doStop();
  }

  @Override
  protected boolean showsAllDue() {
    return !fellShort && !parts.outbox().mayHoldMore();
  }

  /** Takes what chats were owed in the transaction of this thread; says how many of them. */
  int takeOwed(List<Long> chats) {
    AtomicInteger taken = new AtomicInteger();
    takeWritten(
        chats.size(),
        (claimed, most) -> {
          for (long chat : chats.subList(0, most)) {
            Batch batch = claim(chat);
            if (batch != null) {
              claimed.add(batch);
            }
          }
          taken.set(claimed.size());
        });
    return taken.get();
  }

  /** A message that cannot be made keeps none of the others from theirs. */
  private @Nullable Batch claim(long chat) {
    try {
      return parts.outbox().claim(chat);
    } catch (DataAccessException ofAll) {
      throw ofAll;
    } catch (RuntimeException e) {
      LOG.error("Chat row {}: its message cannot be made: it is tried again", chat, e);
      return null;
    }
  }

  @Override
  protected List<Batch> claim(int most) {
    List<Batch> batches = new ArrayList<>();
    fellShort = false;
    try {
      while (batches.size() < most) {
        Batch next = parts.outbox().claim();
        if (next == null) {
          break;
        }
        batches.add(next);
      }
    } catch (RuntimeException | Error e) {
      // Those that were claimed before are sent all the same; the next claim meets the failure.
      if (batches.isEmpty()) {
        throw e;
      }
      fellShort = true;
    }
    return batches;
  }

  /** Deals with a message, to its end; it must have been claimed from the outbox. */
  @Override
  public void deal(Batch batch) throws Exception {
    if (batch.old()) {
      recheck(batch);
    } else {
      super.deal(batch);
    }
  }

  private void recheck(Batch batch) {
    try {
      parts.oldAlerts().recheck(batch);
      parts.settlement().release(batch, Duration.ZERO);
    } catch (RuntimeException e) {
      parts.settlement().failed(batch, e, Duration.ZERO);
    }
    // What is still true is due now.
    wake();
  }

  @Override
  protected void fill(Exchange exchange, Batch batch) {
    exchange.getMessage().setBody(batch);
    exchange.setVariable("batch", batch);
    exchange.setVariable("channel", batch.chat().channel());
    exchange.setVariable("address", batch.chat().address());
    exchange.setVariable("topic", batch.topic());
    exchange.setVariable("message", batch.message());
    exchange.setVariable("silent", batch.silent());
    exchange.setVariable("edits", batch.edit() == null ? null : batch.edit().messageId());
    exchange.setVariable(PAUSE, pace.toMillis());
    parts.outbox().requireTime(batch);
  }

  @Override
  protected void settle(Batch batch, Exchange exchange) {
    Exception failure = exchange.getException();
    Duration pause = failure == null ? pause(exchange) : pace;
    if (failure == null) {
      parts.settlement().delivered(batch, pause, number(exchange, MESSAGE_ID));
    } else {
      parts.settlement().failed(batch, failure, pause);
    }
    if (failure != null || pause.isZero()) {
      // What waited behind it may be due now: the same in parts, or to the chat's new address.
      wake();
    }
  }

  /** What the channel's route asked for, if it is a number. */
  private Duration pause(Exchange exchange) {
    Long millis = number(exchange, PAUSE);
    return millis == null ? pace : Duration.ofMillis(millis);
  }

  private static @Nullable Long number(Exchange exchange, String variable) {
    return exchange
        .getContext()
        .getTypeConverter()
        .tryConvertTo(Long.class, exchange.getVariable(variable));
  }
}
