package dev.lowstock.etsy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that sends a byte from time to time, as no timeout of a socket notices. */
@Timeout(60)
final class CallTimeLimitTest {
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nGood";

  private final CountDownLatch over = new CountDownLatch(1);
  private ServerSocket server;
  private CloseableHttpClient client;
  private volatile int atOnce;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
    HttpClientBuilder builder = HttpClients.custom().disableAutomaticRetries();
    new CallTimeLimit(Duration.ofMillis(500)).configureHttpClient(builder);
    client = builder.build();
  }

  @AfterEach
  void stop() throws IOException {
    over.countDown();
    client.close();
    server.close();
  }

  @ParameterizedTest(name = "after {0} bytes")
  @ValueSource(ints = {3, 30, 40})
  void slowAnswerIsGivenUp(int bytesAtOnce) {
    atOnce = bytesAtOnce;

    assertThatThrownBy(this::call).isInstanceOf(IOException.class);
  }

  @Test
  void answerInTimeIsLeftAloneAndSoIsTheNextOnTheSameConnection() throws Exception {
    atOnce = ANSWER.length();

    assertThat(call()).isEqualTo("Good");
    // Until the limit of the first call has gone by.
    boolean unused = over.await(700, TimeUnit.MILLISECONDS);
    assertThat(call()).isEqualTo("Good");
  }

  private String call() throws IOException {
    return client.execute(
        new HttpGet("http://127.0.0.1:" + server.getLocalPort()),
        answer -> EntityUtils.toString(answer.getEntity()));
  }

  private void serve() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> answer(socket));
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** Answers each request of a connection: so many bytes at once, then one a second. */
  private void answer(Socket socket) {
    try (socket) {
      byte[] answer = ANSWER.getBytes(StandardCharsets.US_ASCII);
      OutputStream out = socket.getOutputStream();
      while (socket.getInputStream().read(new byte[4096]) > 0) {
        out.write(answer, 0, atOnce);
        for (int at = atOnce; at < answer.length; at++) {
          boolean ended = over.await(1000, TimeUnit.MILLISECONDS);
          if (ended) {
            return;
          }
          out.write(answer[at]);
        }
      }
    } catch (IOException gone) {
      // The client had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
