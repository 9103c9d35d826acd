package dev.lowstock.outbox;

import dev.lowstock.outbox.Holds.Silence;
import dev.lowstock.outbox.Holds.Verdict;
import dev.lowstock.outbox.Outbox.Chat;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** Records of alerts that a chat chose to hear of them later, or never. */
final class AlertHolds {
  private static final Logger LOG = LoggerFactory.getLogger(AlertHolds.class);

  private final Statements database;
  private final MeterRegistry meters;

  AlertHolds(Database database, MeterRegistry meters) {
    this.database = database.statements();
    this.meters = meters;
  }

  /** Settles alerts of a claimed chat, by verdicts none of which is to tell them now. */
  void settle(Chat chat, Map<Verdict, List<Long>> alerts) {
    alerts.forEach(
        (verdict, ids) -> {
          Silence silence = verdict.silence();
          if (silence == null) {
            letWait(chat, verdict, ids);
          } else {
            withdraw(chat, name(silence), ids);
          }
        });
  }

  private void letWait(Chat chat, Verdict verdict, List<Long> ids) {
    String reason = name(Objects.requireNonNull(verdict.reason()));
    OffsetDateTime until = Objects.requireNonNull(verdict.until()).atOffset(ZoneOffset.UTC);
    database.update(
        "let-alerts-wait",
        new MapSqlParameterSource("ids", ids).addValue("held", reason).addValue("until", until));
    LOG.info("Chat {}: alerts {} wait until {}: {}", chat.address(), ids, until, reason);
    meters.counter("alerts", "outcome", "held").increment(ids.size());
  }

  private void withdraw(Chat chat, String silence, List<Long> ids) {
    database.update(
        "silence-alerts",
        new MapSqlParameterSource("ids", ids).addValue("trouble", silence.replace('_', ' ')));
    LOG.info("Chat {}: withdrew alerts {}: {}", chat.address(), ids, silence);
    meters.counter("alerts", "outcome", silence).increment(ids.size());
  }

  private static String name(Enum<?> why) {
    return why.name().toLowerCase(Locale.ROOT);
  }
}
