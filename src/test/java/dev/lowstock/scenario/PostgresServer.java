package dev.lowstock.scenario;

import dev.lowstock.sandbox.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL that can be restarted, and stopped for a while, with its data and on its port. */
final class PostgresServer implements AutoCloseable {
  private final Path directory;
  private final int port;
  private EmbeddedPostgres server;

  private PostgresServer(Path directory) {
    this.directory = directory;
    this.port = FreePorts.next();
    this.server = launch();
  }

  static PostgresServer start(Path directory) {
    return new PostgresServer(directory);
  }

  private EmbeddedPostgres launch() {
    try {
      // The machine does not die here: what the server has written is there when it starts again.
      return EmbeddedPostgres.builder()
          .setDataDirectory(directory)
          .setCleanDataDirectory(false)
          .setPort(port)
          .setServerConfig("fsync", "off")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  void makeDatabase(String name) {
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  javax.sql.DataSource database(String name) {
    return server.getDatabase("postgres", name);
  }

  /** Settings for a bot on one of its databases, reached through a port. */
  static Map<String, String> settings(String name, int throughPort) {
    return Map.of(
        "DATABASE_URL",
        "jdbc:postgresql://127.0.0.1:" + throughPort + "/" + name,
        "DATABASE_USER",
        "postgres",
        "DATABASE_PASSWORD",
        "postgres");
  }

  /** Ends every connection, writes everything down, and starts again ('fast'). */
  void restarts() {
    close();
    server = launch();
  }

  /** Dies on the spot ('immediate'), and recovers from its log at the start. */
  void crashes() {
    ProcessHandle postmaster = postmaster();
    signal("QUIT", Stream.of(postmaster));
    postmaster.onExit().join();
    close();
    server = launch();
  }

  /** Stands still: connections stay, and nothing is answered. */
  void stops() {
    signal("STOP", all());
  }

  void goesOn() {
    signal("CONT", all());
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(postmaster()), postmaster().descendants());
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(directory.resolve("postmaster.pid")).get(0);
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void signal(String name, Stream<ProcessHandle> processes) {
    for (ProcessHandle process : processes.toList()) {
      try {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
