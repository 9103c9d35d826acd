package dev.lowstock.outbox.component;

import dev.lowstock.store.ClaimConsumer;
import java.time.Duration;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.TimeUtils;

/**
 * {@code from: outbox:due}: an exchange for each message that is due, one at a time for each chat.
 */
public final class DueEndpoint extends DefaultEndpoint {
  private final OutboxComponent.Parts parts;
  private int atATime = 4;

  DueEndpoint(String uri, Component component, OutboxComponent.Parts parts) {
    super(uri, component);
    this.parts = parts;
  }

  public int getAtATime() {
    return atATime;
  }

  /** How many chats are written to at a time by this node. */
  public void setAtATime(int atATime) {
    this.atATime = atATime;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("outbox:due hands out messages: it is a from");
  }

  @Override
  public Consumer createConsumer(Processor route) throws Exception {
    ClaimConsumer.Way way =
        new ClaimConsumer.Way(
            atATime, millis("leftoversPeriod"), parts.leases()::end, parts.away());
    DueConsumer consumer = new DueConsumer(this, route, way, parts, millis("chatPaceMillis"));
    configureConsumer(consumer);
    return consumer;
  }

  private Duration millis(String number) {
    return Duration.ofMillis(
        TimeUtils.toMilliSeconds(
            getCamelContext().resolvePropertyPlaceholders("{{lowstock." + number + "}}")));
  }
}
