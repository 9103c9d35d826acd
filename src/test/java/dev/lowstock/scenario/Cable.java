package dev.lowstock.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A network cable: what connects to its port reaches one of some servers, as through a load
 * balancer. It can be held, so that nothing passes and nobody is told, cut, and slow.
 */
final class Cable implements AutoCloseable {
  private final ServerSocket entrance;
  private final List<Integer> targets;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Object passage = new Object();
  private boolean held;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean cut;

  private Cable(ServerSocket entrance, List<Integer> targets) {
    this.entrance = entrance;
    this.targets = targets;
  }

  static Cable lay(int port, List<Integer> targets) {
    try {
      Cable cable =
          new Cable(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), targets);
      run(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    cut = true;
    sockets.forEach(Cable::close);
  }

  void heals() {
    cut = false;
    delay = Duration.ZERO;
    synchronized (passage) {
      held = false;
      passage.notifyAll();
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
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
      if (cut) {
        break;
      }
      try {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        run(() -> pump(client, server, false));
        run(() -> pump(server, client, true));
        return;
      } catch (IOException e) {
        // The next one, if there is.
      }
    }
    close(client);
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] bytes = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        awaitPassage();
        if (answers) {
          await(delay);
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

  private static void await(Duration delay) {
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

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(Cable::close);
    heals();
  }
}
