package dev.lowstock.route;

import dev.lowstock.store.Transacted;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Calls the route of a hook, which ends within a time, and leaves its variables and nothing else.
 *
 * <p>The route works on a copy of the exchange and on a thread of its own, within the caller's
 * transaction. One that takes too long is interrupted and its caller goes on without it, also where
 * it does not listen.
 */
final class HookProducer extends DefaultProducer {
  private final HookContract contract;
  private final Duration limit;
  private final ExecutorService threads;
  private final Producer route;

  HookProducer(
      Endpoint endpoint,
      HookContract contract,
      Duration limit,
      ExecutorService threads,
      Producer route) {
    super(endpoint);
    this.contract = contract;
    this.limit = limit.plus(contract.more());
    this.threads = threads;
    this.route = route;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    ServiceHelper.startService(route);
  }

  @Override
  protected void doStop() throws Exception {
    ServiceHelper.stopService(route);
    super.doStop();
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Exchange copy = exchange.copy();
    contract.prepare(copy);
    Runnable work = Transacted.carry(() -> call(exchange, copy), () -> copy.setRollbackOnly(true));
    await(submit(work), copy);
    Exception failure = copy.getException();
    if (failure != null) {
      throw contract.passesFailures() ? failure : failed(failure);
    }
    if (copy.isRollbackOnly()) {
      throw new HookFailed(contract.name() + " asked for a rollback");
    }
    contract.take(copy, exchange);
  }

  private Future<?> submit(Runnable work) {
    try {
      return threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw new HookFailed(
          contract.name()
              + " is not called: "
              + HookComponent.MOST_THREADS
              + " earlier calls still hang");
    }
  }

  private void await(Future<?> done, Exchange copy) {
    try {
      done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Between two steps a route asks this, and in most steps an interrupt ends it.
      copy.setRouteStop(true);
      done.cancel(true);
      throw new HookFailed(contract.name() + " took longer than " + limit.toSeconds() + " seconds");
    } catch (InterruptedException e) {
      copy.setRouteStop(true);
      done.cancel(true);
      Thread.currentThread().interrupt();
      throw new HookFailed(contract.name() + " is broken off, as the program stops");
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    }
  }

  private void call(Exchange exchange, Exchange copy) {
    UnitOfWork unit = PluginHelper.getUnitOfWorkFactory(copy.getContext()).createUnitOfWork(copy);
    copy.getExchangeExtension().setUnitOfWork(unit);
    // Components such as sql would otherwise commit a batch by themselves.
    if (exchange.isTransacted()) {
      unit.beginTransactedBy(this);
    }
    try {
      route.process(copy);
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
            contract.name() + " failed (" + failure.getClass().getSimpleName() + ")",
            failure.getMessage());
  }
}
