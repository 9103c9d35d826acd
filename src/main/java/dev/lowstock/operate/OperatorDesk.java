package dev.lowstock.operate;

import dev.lowstock.outbox.Outbox;
import dev.lowstock.stock.component.StockComponent;
import dev.lowstock.store.BackupRefused;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseBackup;
import dev.lowstock.store.Uses;
import dev.lowstock.store.WakeSignal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the operator's commands ({@code ./lowstock outbox}, {@code backup}) if they prove to have
 * the bot's {@code SECRET_KEY}. To anybody else there is nothing here, as at any other path. A
 * proof is for one request, and counts once on all nodes. Thread-safe.
 */
public final class OperatorDesk {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);

  /** Longer than a proof counts, with clocks apart either way. */
  private static final Duration PROOFS_REMEMBERED = Duration.ofMinutes(10);

  /** As Vert.x answers where there is nothing. */
  private static final String NOTHING = "<html><body><h1>Resource not found</h1></body></html>";

  private final Parts parts;
  private final OperatorRows rows;
  private final Counter dropped;
  private final OperatorAnswers answers = new OperatorAnswers();

  /**
   * What answers come from.
   *
   * @param proofs counts how often a proof was used
   * @param due signalled when there is something to deliver
   */
  public record Parts(
      OperatorGate gate,
      Uses proofs,
      Outbox outbox,
      WakeSignal due,
      StockComponent stock,
      DatabaseBackup backup) {}

  public OperatorDesk(Parts parts, Database database, MeterRegistry meters) {
    this.parts = parts;
    this.rows = new OperatorRows(database);
    this.dropped = meters.counter("alerts", "outcome", "dropped");
  }

  /**
   * Answers a request. Its body is not read: what is asked stands in the address. Nor are its other
   * headers, which somebody in between may have set.
   */
  public void answer(Exchange exchange) {
    Message message = exchange.getMessage();
    String authorization = message.getHeader("Authorization", String.class);
    String method = message.getHeader(Exchange.HTTP_METHOD, "", String.class);
    String target = message.getHeader(Exchange.HTTP_URI, "", String.class);
    // What was sent would otherwise be sent back.
    message.removeHeaders("*");
    try {
      OperatorRequest request = parts.gate().admit(authorization, method, target);
      if (parts.proofs().beyond("operator", request.nonce(), PROOFS_REMEMBERED, 1) > 0) {
        // Somebody has captured it.
        throw new NotTheOperator();
      }
      message.setBody(answer(request, message));
    } catch (NotTheOperator e) {
      nothing(message, method);
    } catch (OperatorRefused | BackupRefused e) {
      refuse(message, 400, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      // Also what a route of the operator's own has failed with.
      String failure = e.getClass().getSimpleName() + ": " + e.getMessage();
      LOG.warn("Operator: {}", failure);
      refuse(message, 500, failure);
    }
  }

  private Object answer(OperatorRequest request, Message message) throws Exception {
    return switch (request.action()) {
      case "list" -> answers.undelivered(rows.totals(request), rows.undelivered(request));
      case "replay" -> replay(request);
      case "drop" -> drop(request);
      case "preview" -> answers.previews(parts.outbox().preview(request.limit()));
      case "try" -> answers.trial(parts.stock().tryOut(tried(request)));
      case "backup" -> backup(message);
      default -> throw new NotTheOperator();
    };
  }

  private String replay(OperatorRequest request) {
    int alerts = rows.replay(request);
    LOG.info("Operator: {} alert(s) are due again", alerts);
    parts.due().send();
    return answers.changed(alerts);
  }

  private String drop(OperatorRequest request) {
    int alerts = rows.drop(request);
    LOG.info("Operator: {} alert(s) are dropped", alerts);
    dropped.increment(alerts);
    return answers.changed(alerts);
  }

  private Map<String, Object> tried(OperatorRequest request) {
    return rows.tried(request.listing(), request.kind())
        .orElseThrow(
            () ->
                new OperatorRefused("The bot knows no such listing: it has to have seen it once"));
  }

  /** Deliveries wait while the copy is made, and go on while it is handed over. */
  private Object backup(Message message) throws Exception {
    Object copy = parts.backup().open();
    message.setHeader(Exchange.CONTENT_TYPE, "application/zip");
    LOG.info("Operator: the database is copied");
    return copy;
  }

  private static void nothing(Message message, String method) {
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
    message.setBody(null);
    if (!method.equals("HEAD")) {
      message.setHeader(Exchange.CONTENT_TYPE, "text/html; charset=utf-8");
      // With its length, as bytes have one.
      message.setBody(NOTHING.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void refuse(Message message, int status, String why) {
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setBody(why);
  }
}
