package dev.lowstock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Another program that reads the same feed, as a process of its own: a command of the shell. It
 * finds Etsy and Telegram by its environment. Closing it ends that process and those it started.
 */
final class PeerProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Process process;
  private final Path log;

  private PeerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it in the working directory of this process.
   *
   * @param directory where it may leave what the command writes
   * @param environment in addition to that of this process
   */
  static PeerProcess start(String command, Path directory, Map<String, String> environment)
      throws IOException {
    Path log = directory.resolve("peer.log");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    PeerProcess peer = new PeerProcess(builder.start(), log);
    // Also when this process is told to stop in the middle.
    Runtime.getRuntime().addShutdownHook(new Thread(peer::kill, "end-peer"));
    return peer;
  }

  /** CPU time of the shell and of what it started and is still there. */
  Duration cpu() {
    return all()
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * Waits until it has read a feed.
   *
   * @throws IllegalStateException with what it has written when it ends or takes longer
   */
  void awaitReading(FastFeed feed, Duration limit) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + limit.toNanos();
    while (!feed.await(Duration.ofMillis(100))) {
      if (!process.isAlive() || System.nanoTime() > giveUp) {
        throw new IllegalStateException(
            "the command beside did not read all pages:\n" + Files.readString(log));
      }
    }
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
  }

  private void kill() {
    all().toList().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    kill();
    try {
      boolean unused = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
