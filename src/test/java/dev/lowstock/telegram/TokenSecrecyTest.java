package dev.lowstock.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramFault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenSecrecyTest {
  private static final String ROUTES =
      ReceivingTest.UPDATES
          + """
          - route:
              id: send
              from:
                uri: direct:send
                steps:
                  - to: telegram:bots
          """;

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private final Person ada = telegram.person("Ada").says("Hello");
  private final RunningBot bot = new RunningBot(telegram);
  private final LogLines log = new LogLines("ROOT", Level.TRACE);
  private final LogLines camelLog = new LogLines("org.apache.camel", Level.TRACE);

  @AfterEach
  void stop() {
    bot.close();
    telegram.close();
    log.close();
    camelLog.close();
  }

  @Test
  void tokenIsInNoLogLineExceptionOrUri() throws Exception {
    List<TelegramFault> faults =
        List.of(
            TelegramFault.refuses(500, "Internal Server Error"),
            TelegramFault.refuses(404, "Not Found"),
            new TelegramFault.AnswersHtml(502),
            new TelegramFault.HangsUp(),
            new TelegramFault.NeverAnswers(),
            new TelegramFault.StallsMidAnswer());
    List<String> told = new ArrayList<>();
    faults.forEach(fault -> telegram.failNext(1, "getUpdates", fault));
    faults.forEach(fault -> telegram.failNext(1, "sendMessage", fault));

    bot.bind(
            "deal",
            exchange -> {
              throw new IllegalStateException("the route fails too");
            })
        .runs(ROUTES);
    for (TelegramFault fault : faults) {
      Exchange sent = bot.send("While Telegram " + fault, ada.chatId());
      assertThat(sent.getException()).isNotNull();
      StringWriter trace = new StringWriter();
      sent.getException().printStackTrace(new PrintWriter(trace));
      told.add(trace.toString());
    }
    await().until(() -> telegram.unconfirmedUpdates() == 0);
    telegram.close();
    bot.send("Nobody there", ada.chatId());
    bot.close();

    for (Endpoint endpoint : bot.camel.getEndpoints()) {
      told.add(endpoint.getEndpointUri() + endpoint + endpoint.getEndpointKey());
      if (endpoint instanceof SoundTelegramEndpoint ours) {
        told.add(ours.getConfiguration() + " " + ours.getTelegramService());
      }
    }
    told.addAll(log.lines());
    assertThat(told).hasSizeGreaterThan(50);
    String secret = SandboxTelegram.TOKEN.substring(SandboxTelegram.TOKEN.indexOf(':') + 1);
    assertThat(told).noneMatch(line -> line.contains(secret));
  }

  @Test
  void tokenInARouteIsRefused() throws Exception {
    assertThatThrownBy(
            () -> bot.camel.getEndpoint("telegram:bots?authorizationToken=1:in-the-open"))
        .rootCause()
        .hasMessageContaining("never in a route");
  }

  @Test
  void missingTokenStopsTheStart() {
    bot.telegram.setAuthorizationToken("");

    assertThatThrownBy(() -> bot.bind("deal", exchange -> {}).runs(ROUTES))
        .rootCause()
        .hasMessageContaining("token is missing");
  }
}
