package dev.lowstock.bot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;

/** A client that sends whatever bytes it is told to, also such as no well-behaved client would. */
public final class RawHttp {
  private final int port;

  public RawHttp(int port) {
    this.port = port;
  }

  /** What came back until the server closed the connection; empty when it only closed it. */
  public record Answer(String text) {
    /** 0 when nothing came. */
    public int status() {
      return text.isEmpty() ? 0 : Integer.parseInt(text.split(" ", 3)[1]);
    }

    public List<String> headers() {
      return head()
          .lines()
          .skip(1)
          .map(line -> line.split(":", 2)[0].toLowerCase(Locale.ROOT))
          .toList();
    }

    public String head() {
      return text.split("\r\n\r\n", 2)[0];
    }

    public String body() {
      String[] parts = text.split("\r\n\r\n", 2);
      return parts.length == 1 ? "" : parts[1];
    }
  }

  /** A request with these lines in its head, after which the connection is to be closed. */
  public Answer ask(String line, List<String> headers, byte[] body) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        (line + "\r\nHost: bot.example.org\r\nConnection: close\r\n").getBytes(UTF_8));
    for (String header : headers) {
      request.writeBytes((header + "\r\n").getBytes(UTF_8));
    }
    request.writeBytes("\r\n".getBytes(UTF_8));
    request.writeBytes(body);
    return send(request.toByteArray());
  }

  public Answer ask(String line) throws IOException {
    return ask(line, List.of(), new byte[0]);
  }

  public Answer send(byte[] request) throws IOException {
    try (Socket socket = open()) {
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
      } catch (IOException refusedBeforeItWasRead) {
        // What was answered can be read all the same.
      }
      return new Answer(rest(socket));
    }
  }

  /** What comes until the connection ends, which it must within 30 s. */
  static String rest(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.write(next);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open, having said " + answer.toString(ISO_8859_1), e);
    } catch (IOException reset) {
      // Closed with unread bytes of ours.
    }
    return answer.toString(ISO_8859_1);
  }

  Socket open() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }
}
