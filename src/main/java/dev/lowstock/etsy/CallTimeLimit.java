package dev.lowstock.etsy;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Ends a call that is not over in time, body and all. The timeouts of a socket are for the next
 * byte: a server that sends one now and then could hold a call for ever.
 */
public final class CallTimeLimit implements HttpClientConfigurer {
  private static final ScheduledThreadPoolExecutor TIMER =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread thread = new Thread(work, "call-time-limit");
            thread.setDaemon(true);
            return thread;
          });

  private final Supplier<Duration> limit;

  public CallTimeLimit(Duration limit) {
    this(() -> limit);
  }

  /** With a limit that is asked for when the first call is prepared. */
  public CallTimeLimit(Supplier<Duration> limit) {
    this.limit = limit;
  }

  /** A call that is given up fails with an IOException; one that was over before is left alone. */
  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    long millis = limit.get().toMillis();
    client.addExecInterceptorFirst(
        "time limit",
        (request, scope, chain) -> {
          if (scope.originalRequest instanceof Cancellable call) {
            var unused = TIMER.schedule(call::cancel, millis, TimeUnit.MILLISECONDS);
          }
          return chain.proceed(request, scope);
        });
  }
}
