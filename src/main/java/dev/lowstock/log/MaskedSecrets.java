package dev.lowstock.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.pattern.CompositeConverter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The part of a log line in which every secret of the run is printed as {@code ***}. */
public final class MaskedSecrets extends CompositeConverter<ILoggingEvent> {
  private static final String SECRETS = "secrets";

  /** Shorter ones are no secrets, and would blot out words of every line. */
  private static final int SHORTEST = 4;

  /** From here on, none of these values is printed. */
  public static void mask(List<String> secrets) {
    keep(secrets.stream().filter(secret -> secret.length() >= SHORTEST).toList());
  }

  /** From here on, this value is not printed either. */
  public static void maskToo(String secret) {
    Object known = ((Context) LoggerFactory.getILoggerFactory()).getObject(SECRETS);
    List<Object> all = new ArrayList<>(known instanceof List<?> secrets ? secrets : List.of());
    all.add(secret);
    keep(all);
  }

  private static void keep(List<?> secrets) {
    ((Context) LoggerFactory.getILoggerFactory()).putObject(SECRETS, secrets);
  }

  @Override
  protected String transform(ILoggingEvent event, String line) {
    String masked = line.replaceAll("/bot\\d+:[\\w-]+", "/bot***");
    if (getContext().getObject(SECRETS) instanceof List<?> secrets) {
      for (Object secret : secrets) {
        masked = masked.replace(secret.toString(), "***");
      }
    }
    return masked;
  }
}
