package dev.lowstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.reifier.errorhandler.ErrorHandlerReifier;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** The same house rules, for the routes of Etsy API v2. */
class RouteConventionsOfV2Test extends RouteConventionsTest {

  @Override
  String api() {
    return "v2";
  }

  @Override
  Map<String, String> more() {
    return Map.of("TELEGRAM_WEBHOOK_URL", "https://bot.example.org");
  }

  /** Camel sleeps through the waits itself: no clock of ours moves them. */
  @Test
  void feedThatFailsIsAskedAgainAfterOneTwoFourUpToThirtySecondsForEver() {
    RedeliveryPolicy policy = policyOfTheFeed();
    List<Long> waits = new ArrayList<>();
    long wait = 0;
    int calls = 0;
    for (long passed = 0; passed < 3_600_000; passed += wait) {
      calls++;
      wait = policy.calculateRedeliveryDelay(wait, calls);
      waits.add(wait);
    }

    assertThat(waits).startsWith(1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L);
    assertThat(waits.subList(5, waits.size())).containsOnly(30_000L);
    assertThat(calls).isEqualTo(124);
    assertThat(policy.shouldRedeliver(new DefaultExchange(bot.camel()), 1_000_000, null)).isTrue();
  }

  /** What the loaded route does about any failure that has no entry of its own. */
  private RedeliveryPolicy policyOfTheFeed() {
    RedeliveryPolicyDefinition policy =
        bot
            .camel()
            .getCamelContextExtension()
            .getContextPlugin(Model.class)
            .getRouteDefinition("read-listing-feed")
            .getOutputs()
            .stream()
            .filter(OnExceptionDefinition.class::isInstance)
            .map(OnExceptionDefinition.class::cast)
            .filter(entry -> entry.getExceptions().contains(Exception.class.getName()))
            .map(OnExceptionDefinition::getRedeliveryPolicyType)
            .findFirst()
            .orElseThrow();
    return ErrorHandlerReifier.createRedeliveryPolicy(policy, bot.camel(), new RedeliveryPolicy());
  }
}
