package dev.lowstock.bench.planner;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Simulates several things at a time, one on each processor. */
final class Simulations implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Simulations::thread);

  /** Starts one, or has it wait its turn; what it brings is waited for. */
  <T> Supplier<T> start(Supplier<T> simulation) {
    return CompletableFuture.supplyAsync(simulation, threads)::join;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "simulation");
    thread.setDaemon(true);
    return thread;
  }
}
