package dev.lowstock.log;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The log: lines on standard output, of which {@code -Dlogback.configurationFile} makes what
 * somebody wants. In XML, it would take a tenth of a start.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %-22logger{0} %masked(%line%n%stack)";

  private static final Map<String, Level> LIBRARIES =
      Map.ofEntries(
          Map.entry("org.apache.camel", Level.WARN),
          Map.entry("org.flywaydb", Level.WARN),
          // HSQLDB warns of an update of a table that has no rows yet.
          Map.entry("org.flywaydb.core.internal.sqlscript", Level.ERROR),
          Map.entry("com.zaxxer.hikari", Level.WARN),
          // A stack trace for each connection that the server has ended: DatabaseAway says it in a
          // line.
          Map.entry("com.zaxxer.hikari.pool.ProxyConnection", Level.ERROR),
          // Camel's YAML schema has words of its own.
          Map.entry("com.networknt.schema", Level.ERROR),
          Map.entry("io.vertx", Level.WARN),
          // A stack trace for each address that is none, so anybody could fill the log. Failures of
          // routes are Camel's to log.
          Map.entry("io.vertx.ext.web.RoutingContext", Level.OFF),
          Map.entry("io.netty", Level.WARN),
          // In ROUTES_DIR/lib: a line each second while a broker is away, which the outbox says.
          Map.entry("org.apache.kafka", Level.ERROR),
          // Camel registers one of its gauges twice.
          Map.entry("io.micrometer.core.instrument.MeterRegistry", Level.ERROR));

  @Override
  public ExecutionStatus configure(LoggerContext log) {
    String own = System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY);
    if (own != null && isThere(own)) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    log.addTurboFilter(new LibraryTraces());
    LIBRARIES.forEach((name, level) -> log.getLogger(name).setLevel(level));
    Logger root = log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(lines(log));
    if (own != null) {
      log.getLogger(LogSetup.class)
          .warn("logback.configurationFile {} is not there: the log is as usual", own);
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Where it is not, Logback itself would print everything, and mask nothing. */
  private static boolean isThere(String place) {
    try {
      return Files.isReadable(Path.of(place))
          || LogSetup.class.getClassLoader().getResource(place) != null
          || isUrl(place);
    } catch (InvalidPathException e) {
      return isUrl(place);
    }
  }

  private static boolean isUrl(String place) {
    try {
      URL url = new URL(place);
      return !url.getProtocol().equals("file") || Files.isReadable(Path.of(url.getPath()));
    } catch (MalformedURLException | InvalidPathException e) {
      return false;
    }
  }

  private static ConsoleAppender<ILoggingEvent> lines(LoggerContext log) {
    PatternLayout layout = new PatternLayout();
    layout.setContext(log);
    layout.getInstanceConverterMap().put("masked", MaskedSecrets::new);
    layout.getInstanceConverterMap().put("line", OneLine::new);
    layout.getInstanceConverterMap().put("stack", StackTrace::new);
    layout.setPattern(LINE);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(log);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> out = new ConsoleAppender<>();
    out.setContext(log);
    out.setName("out");
    out.setEncoder(encoder);
    out.start();
    return out;
  }
}
