package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  private static final long ANY_BLOCK = 4711;

  @Test
  void portsAreNoneOfThoseThatConnectionsUse() throws IOException {
    int start = FreePorts.startOfOutgoing();

    assertThat(ports(new FreePorts(ANY_BLOCK), 100)).allMatch(port -> port < start);
  }

  @Test
  void noPortIsHandedOutTwice() throws IOException {
    assertThat(ports(new FreePorts(ANY_BLOCK), 200)).doesNotHaveDuplicates();
  }

  @Test
  void twoWhoBeginAtTheSamePlaceGetDifferentPorts() throws IOException {
    FreePorts one = new FreePorts(ANY_BLOCK);
    FreePorts other = new FreePorts(ANY_BLOCK);

    List<Integer> ports = ports(one, 60);
    ports.addAll(ports(other, 60));
    ports.addAll(ports(one, 60));

    assertThat(ports).doesNotHaveDuplicates();
  }

  @Test
  void portThatAnotherProgramListensOnIsPassedOver() throws IOException {
    FreePorts ports = new FreePorts(ANY_BLOCK);
    int first = ports.take();

    try (ServerSocket other = listensAfter(ports, first)) {
      assertThat(ports(ports, 60)).doesNotContain(other.getLocalPort());
    }
  }

  /** The next port that would be handed out: at the end of a block it is one of another block. */
  private static ServerSocket listensAfter(FreePorts ports, int first) throws IOException {
    for (int port = first; ; port = ports.take()) {
      try {
        return new ServerSocket(port + 1);
      } catch (BindException guarded) {
        // The next block's.
      }
    }
  }

  private static List<Integer> ports(FreePorts ports, int count) throws IOException {
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(ports.take());
    }
    return taken;
  }
}
