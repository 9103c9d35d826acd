package dev.lowstock.scenario;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A network cable: what connects to its port reaches one of some servers, as through a load
 * balancer. It can be held, so that nothing passes and nobody is told; cut, so that its port is
 * closed; slow; and reset in the middle of what passes.
 */
final class Cable implements AutoCloseable {
  private final List<Integer> targets;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Object passage = new Object();

  /** The last words of a request, or of an answer, that is to be reset. */
  private final AtomicReference<@Nullable String> lastAsked = new AtomicReference<>();

  private final AtomicReference<@Nullable String> lastAnswered = new AtomicReference<>();
  private volatile ServerSocket entrance;
  private volatile Duration delay = Duration.ZERO;
  private boolean held;

  private Cable(ServerSocket entrance, List<Integer> targets) {
    this.entrance = entrance;
    this.targets = targets;
  }

  static Cable lay(int port, List<Integer> targets) {
    try {
      Cable cable = new Cable(entrance(port), targets);
      run(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket entrance(int port) throws IOException {
    return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Nothing passes any more; what is under way arrives when it heals. */
  void holds() {
    synchronized (passage) {
      held = true;
    }
  }

  /** Every answer takes so much longer. */
  void slows(Duration delay) {
    this.delay = delay;
  }

  /** Connections break, and new ones are refused. */
  void isCut() {
    close(entrance);
    sockets.forEach(Cable::close);
  }

  /** Connections break; new ones may be made. */
  void dropsConnections() {
    sockets.forEach(Cable::close);
  }

  /** The next request that says this is reset there, and the server never gets the rest of it. */
  void resetsRequestAfter(String words) {
    lastAsked.set(words);
  }

  /** The next answer that says this is reset there, and the caller never gets the rest of it. */
  void resetsAnswerAfter(String words) {
    lastAnswered.set(words);
  }

  void heals() {
    if (entrance.isClosed()) {
      try {
        entrance = entrance(entrance.getLocalPort());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      run(this::accept);
    }
    delay = Duration.ZERO;
    synchronized (passage) {
      held = false;
      passage.notifyAll();
    }
  }

  private void accept() {
    ServerSocket own = entrance;
    while (!own.isClosed()) {
      try {
        Socket client = own.accept();
        run(() -> connect(client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void connect(Socket client) {
    awaitPassage();
    List<Integer> order = new ArrayList<>(targets);
    Collections.shuffle(order);
    for (int target : order) {
      if (entrance.isClosed()) {
        break;
      }
      try {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        if (entrance.isClosed()) {
          close(server);
          break;
        }
        run(() -> pump(client, server, lastAsked));
        run(() -> pump(server, client, lastAnswered));
        return;
      } catch (IOException e) {
        // The next one, if there is.
      }
    }
    close(client);
  }

  private void pump(Socket from, Socket to, AtomicReference<@Nullable String> last) {
    boolean answers = last == lastAnswered;
    byte[] bytes = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        awaitPassage();
        if (answers) {
          lasts(delay);
        }
        String words = last.get();
        int end = words == null ? -1 : endOf(words, bytes, read);
        if (end >= 0 && last.compareAndSet(words, null)) {
          out.write(bytes, 0, end);
          // Closed with this, a connection ends with a reset (RST) in place of an end (FIN).
          (answers ? to : from).setSoLinger(true, 0);
          return;
        }
        out.write(bytes, 0, read);
      }
      awaitPassage();
    } catch (IOException e) {
      // One end is gone, and so is the other.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  /** Where the words end among the first so many bytes; -1 if they are not there. */
  private static int endOf(String words, byte[] bytes, int length) {
    int start = new String(bytes, 0, length, StandardCharsets.ISO_8859_1).indexOf(words);
    return start < 0 ? -1 : start + words.length();
  }

  private void awaitPassage() {
    synchronized (passage) {
      while (held) {
        try {
          passage.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** This is the slowness itself: nothing is waited for. */
  private static void lasts(Duration delay) {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Closeable end) {
    try {
      end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    isCut();
    synchronized (passage) {
      held = false;
      passage.notifyAll();
    }
  }
}
