package dev.lowstock.bench.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DueQueueTest {

  @Test
  void whoIsDueFirstComesFirstWhateverWasChanged() {
    SplittableRandom random = new SplittableRandom(1);
    int most = 50;
    DueQueue queue = new DueQueue(most);
    // The same, sorted: due times that are never equal, so that there is one order.
    TreeSet<Integer> sorted = new TreeSet<>();
    int[] due = new int[most];
    for (int step = 0; step < 20_000; step++) {
      int who = random.nextInt(most);
      sorted.remove(due[who]);
      if (random.nextInt(4) == 0) {
        queue.remove(who);
      } else {
        due[who] = random.nextInt(1_000_000) * most + who;
        queue.put(who, due[who]);
        sorted.add(due[who]);
      }
      assertThat(queue.size()).isEqualTo(sorted.size());
      if (!sorted.isEmpty()) {
        assertThat(queue.firstDue()).isEqualTo(sorted.first());
      }
      if (random.nextInt(3) == 0 && !sorted.isEmpty()) {
        assertThat(due[queue.take()]).isEqualTo(sorted.pollFirst());
      }
    }
  }
}
