package dev.lowstock.outbox.component;

import dev.lowstock.notify.ChannelPosts;
import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.OldAlerts;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.outbox.OwedAlerts;
import dev.lowstock.outbox.Settlement;
import dev.lowstock.outbox.TriedAlerts;
import dev.lowstock.store.ClaimConsumer;
import dev.lowstock.store.ClaimEndpoint;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * {@code from: outbox:due} hands out the messages that are due, {@code to: outbox:owe} owes the
 * alerts of a stock event, {@code to: outbox:say} owes a ready-made message, {@code to:
 * outbox:reply} says one at once, and {@code to: outbox:write} writes one as a service takes it.
 */
public final class OutboxComponent extends DefaultComponent {
  private final Parts parts;
  private volatile @Nullable DueConsumer running;

  /**
   * What the endpoints are made of.
   *
   * @param source of the chats that are owed something
   */
  public record Parts(
      ClaimConsumer.Source source,
      Outbox outbox,
      Settlement settlement,
      OldAlerts oldAlerts,
      OwedAlerts owedAlerts,
      TriedAlerts triedAlerts,
      Chats chats,
      SpokenReplies replies,
      ChannelPosts posts) {}

  public OutboxComponent(Parts parts) {
    this.parts = parts;
  }

  synchronized void runs(DueConsumer started) {
    running = started;
  }

  synchronized void ends(DueConsumer stopped) {
    if (stopped.equals(running)) {
      running = null;
    }
  }

  private int takeOwed(List<Long> chats) {
    DueConsumer senders = running;
    return senders == null ? 0 : senders.takeOwed(chats);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
      throws Exception {
    Endpoint endpoint =
        switch (name) {
          case "due" ->
              new ClaimEndpoint(
                  uri,
                  this,
                  parts.source(),
                  (from, route, way) ->
                      new DueConsumer(
                          from, route, way, this, parts, from.period("chatPaceMillis")));
          case "owe" ->
              new ToEndpoint(
                  uri,
                  this,
                  to ->
                      new OweProducer(to, parts.owedAlerts(), parts.triedAlerts(), this::takeOwed));
          case "say" -> new ToEndpoint(uri, this, to -> new SayProducer(to, parts.chats()));
          case "write" -> new WriteEndpoint(uri, this, parts.posts());
          case "reply" -> new ToEndpoint(uri, this, to -> new ReplyProducer(to, parts.replies()));
          default ->
              throw new IllegalArgumentException(
                  "outbox: has the endpoints due, owe, say, reply and write, not '" + name + "'");
        };
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
