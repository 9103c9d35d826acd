package dev.lowstock.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a hook's route may do to its caller, and what not. */
final class HookTest {
  private final CamelContext camel = new DefaultCamelContext();
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @BeforeEach
  void open() {
    camel.getPropertiesComponent().addInitialProperty("lowstock.hookSeconds", "1");
    camel.getComponent("direct", DirectComponent.class).setBlock(false);
    camel.addComponent("hook", new HookComponent());
    camel.start();
  }

  @AfterEach
  void close() throws Exception {
    camel.close();
  }

  @Test
  void filterLeavesWhatItDecidesAndNothingElse() throws Exception {
    listen(
        "filter-stock-events",
        exchange -> {
          exchange.setVariable("tell", "true");
          exchange.setVariable("event", "another");
          exchange.getMessage().setHeader("mine", 1);
          exchange.getMessage().setBody("mine");
        });

    Exchange done =
        call("hook:filter-stock-events", Map.of("event", "sold out", "holdSeconds", "7"));

    assertThat(done.getException()).isNull();
    assertThat(done.getVariables()).containsEntry("tell", true).containsEntry("event", "sold out");
    assertThat(done.getVariable("holdSeconds")).as("not that of an event before").isEqualTo(0);
    assertThat(done.getMessage().getBody()).isEqualTo("body");
    assertThat(done.getMessage().getHeaders()).doesNotContainKey("mine");
  }

  @Test
  void hookOfAnOperatorsOwnLeavesAllThatItSets() throws Exception {
    listen("find-colour", exchange -> exchange.setVariable("colour", "blue"));

    Exchange done = call("hook:find-colour", Map.of("event", "sold out"));

    assertThat(done.getVariables())
        .containsEntry("colour", "blue")
        .containsEntry("event", "sold out");
  }

  @Test
  void channelMayLeaveItsPauseAsItIs() throws Exception {
    listen("notify-fax", exchange -> {});

    assertThat(call("hook:notify-fax", Map.of("holdMillis", 1000)).getVariable("holdMillis"))
        .isEqualTo(1000);
  }

  @Test
  void failureOfAChannelIsTheCallersAndAnyOtherIsNamed() throws Exception {
    Exception paper = new IllegalStateException("no paper");
    List.of("notify-fax", "look-at-listings")
        .forEach(
            name ->
                listen(
                    name,
                    exchange -> {
                      throw paper;
                    }));

    assertThat(call("hook:notify-fax", Map.of()).getException()).isSameAs(paper);
    assertThat(call("hook:look-at-listings", Map.of()).getException())
        .isInstanceOf(HookFailed.class)
        .hasNoCause()
        .hasMessage("look-at-listings failed (IllegalStateException): no paper");
  }

  @Test
  void hookThatHangsIsInterruptedAndItsCallerGoesOn() throws Exception {
    listen(
        "look-at-listings",
        exchange -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });

    assertThat(call("hook:look-at-listings", Map.of()).getException())
        .isInstanceOf(HookFailed.class)
        .hasMessage("look-at-listings took longer than 1 seconds");
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void hookThatNobodyListensOnFailsAtOnce() {
    assertThat(call("hook:notify-fax", Map.of()).getException())
        .isInstanceOf(DirectConsumerNotAvailableException.class);
  }

  private void listen(String name, Processor route) {
    try {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:" + name).errorHandler(noErrorHandler()).process(route);
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Exchange call(String endpoint, Map<String, Object> variables) {
    return camel
        .createFluentProducerTemplate()
        .to(endpoint)
        .withProcessor(
            exchange -> {
              exchange.getMessage().setBody("body");
              variables.forEach(exchange::setVariable);
            })
        .send();
  }
}
