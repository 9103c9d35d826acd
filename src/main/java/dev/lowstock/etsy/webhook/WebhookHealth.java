package dev.lowstock.etsy.webhook;

import dev.lowstock.etsy.webhook.WebhookRefused.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells when Etsy's webhooks last came and whether they can be verified; never a reason to be
 * unhealthy, since every shop is polled all the same.
 */
public final class WebhookHealth extends AbstractHealthCheck {
  private static final Duration QUIET = Duration.ofHours(24);

  private final WebhookMeters webhooks;
  private final boolean on;

  /**
   * Watches the endpoint.
   *
   * @param on whether there is one
   */
  public WebhookHealth(WebhookMeters webhooks, boolean on) {
    super("lowstock", "webhooks");
    this.webhooks = webhooks;
    this.on = on;
  }

  @Override
  public boolean isReadiness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    result.up().message(on ? message() : "off: ETSY_WEBHOOK_SECRET is not set; shops are polled");
    webhooks.sinceAccepted().ifPresent(age -> result.detail("acceptedAgeSeconds", age.toSeconds()));
  }

  private String message() {
    List<String> message = new ArrayList<>();
    message.add(
        webhooks
            .sinceAccepted()
            .map(age -> "the last was accepted " + age.toSeconds() + " s ago")
            .orElse("none accepted yet"));
    Map<Reason, Integer> refused = webhooks.refusedSince();
    if (!refused.isEmpty()) {
      message.add(
          "refused since: "
              + refused.entrySet().stream()
                  .map(entry -> entry.getValue() + " " + entry.getKey().words())
                  .collect(Collectors.joining(", ")));
    }
    boolean quiet = webhooks.quiet().compareTo(QUIET) > 0;
    if (quiet) {
      message.add("quiet for more than 24 h: look at the webhook portal of Etsy");
    }
    if (quiet || !refused.isEmpty()) {
      message.add("shops are polled all the same");
    }
    return String.join("; ", message);
  }
}
