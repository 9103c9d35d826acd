package dev.lowstock.kamelet;

import dev.lowstock.signature.StandardWebhooks;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Lets a request pass that was signed by the scheme of Standard Webhooks with a known secret, at
 * most five minutes ago; ends the route of any other with the status 401. Thread-safe once it is
 * set.
 */
public final class VerifiedWebhook {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private StandardWebhooks secrets = new StandardWebhooks(null);

  /** {@code whsec_} and base64, several comma-separated while one replaces another. */
  public void setSecret(String secret) {
    secrets = new StandardWebhooks(secret);
  }

  /** Leaves the bytes of the body as they came, for their signature is of these. */
  public void verify(Exchange exchange) {
    Message sent = exchange.getMessage();
    byte[] body = sent.getBody(byte[].class);
    String id = header(sent, "webhook-id");
    String timestamp = header(sent, "webhook-timestamp");
    String signature = header(sent, "webhook-signature");
    boolean right =
        body != null && isNow(timestamp) && secrets.isSigned(id, timestamp, signature, body);
    if (right) {
      sent.setBody(body);
    } else {
      // What was sent would otherwise be sent back.
      sent.removeHeaders("*");
      sent.setBody(null);
      sent.setHeader(Exchange.HTTP_RESPONSE_CODE, 401);
      exchange.setRouteStop(true);
    }
  }

  /** What the sender is answered once the sink has taken it. */
  public void taken(Exchange exchange) {
    Message answer = exchange.getMessage();
    answer.removeHeaders("*");
    answer.setBody(null);
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
  }

  /** A header that came more than once is none. */
  private static String header(Message sent, String name) {
    return sent.getHeader(name) instanceof String text ? text : "";
  }

  private static boolean isNow(String timestamp) {
    return timestamp.matches("\\d{1,12}")
        && Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp))
            <= TOLERANCE.toSeconds();
  }
}
