package dev.lowstock.outbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that says one thing where it is told to, and takes the rest. Keeps no mail. */
final class FakeMailServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final AtomicInteger mails = new AtomicInteger();
  private volatile String command = "";
  private volatile String answer = "";

  FakeMailServer() throws IOException {
    Thread thread = new Thread(this::serve, "mail-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** How many it has taken. */
  int mails() {
    return mails.get();
  }

  /** To each line that starts so. */
  void says(String atCommand, String anAnswer) {
    this.command = atCommand;
    this.answer = anAnswer;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        talk(client);
      } catch (IOException e) {
        // Closed, or the client has gone.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    say(client, command.equals("CONNECT") ? answer : "220 test");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String word = line.split("[ :]", 2)[0];
      if (word.equals("QUIT")) {
        say(client, "221 bye");
        return;
      }
      boolean refuses = !command.isEmpty() && line.startsWith(command);
      say(client, refuses ? answer : usual(word));
      if (word.equals("DATA") && !refuses) {
        for (String text = in.readLine();
            text != null && !text.equals(".");
            text = in.readLine()) {}
        mails.incrementAndGet();
        say(client, "250 taken");
      }
    }
  }

  private static String usual(String word) {
    return switch (word) {
      case "EHLO" -> "250-test\r\n250 AUTH PLAIN";
      case "AUTH" -> "235 ok";
      case "DATA" -> "354 go on";
      default -> "250 ok";
    };
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
