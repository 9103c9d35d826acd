package dev.lowstock.telegram;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.telegram.TelegramConfiguration;
import org.apache.camel.component.telegram.TelegramEndpoint;

/** {@code telegram:bots} with our own client, sender and receiver; it never holds the token. */
public final class SoundTelegramEndpoint extends TelegramEndpoint {
  private final SoundTelegramComponent telegram;

  SoundTelegramEndpoint(
      String uri, SoundTelegramComponent component, TelegramConfiguration configuration) {
    super(uri, component, configuration, component.getClient());
    this.telegram = component;
  }

  /** Starts nothing: the parent would make a client without time limits and read the token. */
  @Override
  protected void doStart() {}

  @Override
  public BotApi getTelegramService() {
    return telegram.api(getConfiguration().getBaseUri());
  }

  MessageSender messages() {
    return telegram.messages();
  }

  @Override
  public Producer createProducer() {
    return new BotProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    UpdateConsumer consumer =
        new UpdateConsumer(this, processor, telegram.pace(), telegram.meters(), telegram.turns());
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public Processor createWebhookHandler(Processor next) {
    throw new UnsupportedOperationException("telegram:bots polls; it does not take a webhook");
  }
}
