package dev.lowstock.route;

import dev.lowstock.store.Transacted;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * What {@code policy} around a call of an operator's route means: the call ends within a time, and
 * leaves its variables and nothing else.
 *
 * <p>The route works on a copy of the exchange and on a thread of its own, within the caller's
 * transaction. One that takes too long is interrupted and its caller goes on without it, also where
 * it does not listen. Belongs into a route with {@code noErrorHandler}: an owner of failures there
 * would settle them on the copy.
 */
public final class Hook implements Policy {
  /** Of one hook: those that are interrupted and go on all the same hold a thread each. */
  private static final int MOST_THREADS = 32;

  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_THREADS,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> {
            Thread thread = new Thread(work, "hook");
            thread.setDaemon(true);
            return thread;
          });

  /** A message waits its turn in its channel's route before it is sent, which may take as long. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private final String name;
  private final Set<String> leaves;
  private final boolean ofChannel;

  private Hook(String name, Set<String> leaves, boolean ofChannel) {
    this.name = name;
    this.leaves = Set.copyOf(leaves);
    this.ofChannel = ofChannel;
  }

  /**
   * A hook whose every failure is a {@code HookFailed}.
   *
   * @param leaves the variables that it may set; unset when it is called
   */
  public static Hook named(String name, Set<String> leaves) {
    return new Hook(name, leaves, false);
  }

  /** A hook whose failures say what becomes of a message, and reach the caller as they are. */
  public static Hook ofChannels(Set<String> leaves) {
    return new Hook("The channel's route", leaves, true);
  }

  @Override
  public void beforeWrap(Route route, NamedNode definition) {
    // Nothing of the definition is changed.
  }

  @Override
  public Processor wrap(Route route, Processor steps) {
    String seconds =
        route.getCamelContext().resolvePropertyPlaceholders("{{lowstock.hookSeconds}}");
    Duration limit =
        Duration.ofSeconds(Long.parseLong(seconds)).plus(ofChannel ? TURN : Duration.ZERO);
    return new DelegateAsyncProcessor(steps) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
          call(processor, exchange, limit);
        } catch (Exception e) {
          exchange.setException(e);
        }
        callback.done(true);
        return true;
      }
    };
  }

  private void call(Processor steps, Exchange exchange, Duration limit) throws Exception {
    Exchange copy = exchange.copy();
    if (!ofChannel) {
      leaves.forEach(copy::removeVariable);
    }
    Runnable work =
        Transacted.carry(() -> run(steps, exchange, copy), () -> copy.setRollbackOnly(true));
    Future<?> done;
    try {
      done = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw new HookFailed(name + " is not called: " + MOST_THREADS + " earlier calls still hang");
    }
    try {
      done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Between two steps a route asks this, and in most steps an interrupt ends it.
      copy.setRouteStop(true);
      done.cancel(true);
      throw new HookFailed(name + " took longer than " + limit.toSeconds() + " seconds");
    } catch (InterruptedException e) {
      copy.setRouteStop(true);
      done.cancel(true);
      Thread.currentThread().interrupt();
      throw new HookFailed(name + " is broken off, as the program stops");
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    }
    Exception failure = copy.getException();
    if (failure != null) {
      throw ofChannel ? failure : failed(failure);
    }
    if (copy.isRollbackOnly()) {
      throw new HookFailed(name + " asked for a rollback");
    }
    leaves.forEach(variable -> exchange.setVariable(variable, copy.getVariable(variable)));
  }

  private static void run(Processor steps, Exchange exchange, Exchange copy) {
    UnitOfWork unit = PluginHelper.getUnitOfWorkFactory(copy.getContext()).createUnitOfWork(copy);
    copy.getExchangeExtension().setUnitOfWork(unit);
    // Components such as sql would otherwise commit a batch by themselves.
    if (exchange.isTransacted()) {
      unit.beginTransactedBy(steps);
    }
    try {
      steps.process(copy);
    } catch (Exception e) {
      copy.setException(e);
    } finally {
      unit.done(copy);
    }
  }

  /** The class says enough to everybody; the message, which may hold an address, is for the log. */
  private HookFailed failed(Throwable failure) {
    return failure instanceof HookFailed own
        ? own
        : new HookFailed(
            name + " failed (" + failure.getClass().getSimpleName() + ")", failure.getMessage());
  }
}
