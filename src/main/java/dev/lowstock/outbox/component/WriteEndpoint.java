package dev.lowstock.outbox.component;

import dev.lowstock.notify.ChannelPosts;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * {@code to: outbox:write}: puts the message of variables {@code message} and {@code batch} into
 * the body, in the form of a service, with the headers that go with it.
 */
public final class WriteEndpoint extends DefaultEndpoint {
  private final ChannelPosts posts;
  private String form = "json";
  private @Nullable String setting;

  WriteEndpoint(String uri, Component component, ChannelPosts posts) {
    super(uri, component);
    this.posts = posts;
  }

  /** One of those in {@code catalog/outbox.json}. */
  public void setForm(String form) {
    this.form = form;
  }

  public String getForm() {
    return form;
  }

  /** The name of the setting, or of the operator's variable, that holds the address. */
  public void setSetting(@Nullable String setting) {
    this.setting = setting;
  }

  public @Nullable String getSetting() {
    return setting;
  }

  @Override
  public Producer createProducer() {
    ChannelPosts.Way way = posts.way(form, setting);
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) {
        way.write(exchange);
      }
    };
  }

  @Override
  public Consumer createConsumer(Processor route) {
    throw new UnsupportedOperationException(getEndpointUri() + " takes messages: it is a to");
  }
}
