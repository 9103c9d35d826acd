package dev.lowstock.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports for servers that start later, perhaps in another process, and perhaps more than once. A
 * port that the system chose would be one of those that outgoing connections use: until the server
 * listens, any connection of the machine may take it. These lie below that range, and no two
 * processes that ask here get the same one.
 */
public final class FreePorts {
  private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int USUAL_START_OF_OUTGOING = 32768;

  /** Well-known services rather listen below it. */
  private static final int FIRST = 15000;

  private static final int BLOCK = 50;

  /** Processes that follow each other use others: what one left behind may still listen. */
  private static final FreePorts OF_THIS_PROCESS = new FreePorts(ProcessHandle.current().pid());

  /** The first port of each block is listened on until this process ends: so the block is its. */
  private final List<ServerSocket> guards = new ArrayList<>();

  private final long firstBlock;
  private int next;
  private int end;

  FreePorts(long firstBlock) {
    this.firstBlock = firstBlock;
  }

  /** Another port each time. */
  public static int next() {
    try {
      return OF_THIS_PROCESS.take();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized int take() throws IOException {
    while (true) {
      if (next == end) {
        takeBlock();
      }
      int port = next++;
      if (isFree(port)) {
        return port;
      }
    }
  }

  private void takeBlock() throws IOException {
    int blocks = (startOfOutgoing() - FIRST) / BLOCK;
    for (int i = 0; i < blocks; i++) {
      int first = FIRST + (int) ((firstBlock + i) % blocks) * BLOCK;
      try {
        guards.add(new ServerSocket(first, 1, InetAddress.getLoopbackAddress()));
      } catch (IOException taken) {
        continue;
      }
      next = first + 1;
      end = first + BLOCK;
      return;
    }
    throw new IOException(
        "All ports from " + FIRST + " to " + startOfOutgoing() + " are taken by other programs");
  }

  /** The ports below it are not used by connections; where the system does not say, the usual. */
  static int startOfOutgoing() throws IOException {
    if (!Files.isReadable(OUTGOING)) {
      return USUAL_START_OF_OUTGOING;
    }
    int start = Integer.parseInt(Files.readString(OUTGOING).trim().split("\\s+", -1)[0]);
    // Some systems use nearly all ports for connections: then there is no better place.
    return start < FIRST + BLOCK ? USUAL_START_OF_OUTGOING : start;
  }

  /** On every address: who listens on one of them has the port. */
  private static boolean isFree(int port) {
    try (ServerSocket tried = new ServerSocket(port)) {
      return tried.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
