package dev.lowstock.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps out of the log what libraries would print of the messages that pass through them, tokens
 * included, whatever level somebody sets: anything at TRACE, and the HTTP client's wire logs.
 */
public final class LibraryTraces extends TurboFilter {
  private static final String OURS = "dev.lowstock";

  private static final List<String> WIRES =
      List.of(
          "org.apache.hc.client5.http.wire",
          "org.apache.hc.client5.http.headers",
          "org.apache.hc.client5.http2");

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    boolean tells =
        !level.isGreaterOrEqual(Level.DEBUG)
            || (!level.isGreaterOrEqual(Level.INFO)
                && WIRES.stream().anyMatch(logger.getName()::startsWith));
    return tells && !logger.getName().startsWith(OURS) ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
