package dev.lowstock.bench.planner;

import java.util.Arrays;

/** Who is due first, out of millions: a heap in arrays. Each is in it once or not at all. */
final class DueQueue {
  private static final int ABSENT = -1;

  private final int[] due;
  private final int[] heap;
  private final int[] place;
  private int size;

  /** An empty queue for numbers from 0 to so many less one. */
  DueQueue(int most) {
    due = new int[most];
    heap = new int[most];
    place = new int[most];
    Arrays.fill(place, ABSENT);
  }

  int size() {
    return size;
  }

  int first() {
    return heap[0];
  }

  int firstDue() {
    return due[heap[0]];
  }

  /** Takes out who is due first. */
  int take() {
    int first = heap[0];
    remove(first);
    return first;
  }

  /** Puts it in, or changes when it is due. */
  void put(int who, int at) {
    due[who] = at;
    if (place[who] == ABSENT) {
      settle(size++, who);
    }
    rise(place[who]);
    sink(place[who]);
  }

  void remove(int who) {
    int hole = place[who];
    if (hole == ABSENT) {
      return;
    }
    place[who] = ABSENT;
    int last = heap[--size];
    if (last != who) {
      settle(hole, last);
      rise(hole);
      sink(place[last]);
    }
  }

  private void rise(int from) {
    int at = from;
    int who = heap[at];
    while (at > 0 && due[heap[(at - 1) / 2]] > due[who]) {
      settle(at, heap[(at - 1) / 2]);
      at = (at - 1) / 2;
    }
    settle(at, who);
  }

  private void sink(int from) {
    int at = from;
    int who = heap[at];
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && due[heap[child + 1]] < due[heap[child]]) {
        child++;
      }
      if (due[heap[child]] >= due[who]) {
        break;
      }
      settle(at, heap[child]);
      at = child;
    }
    settle(at, who);
  }

  private void settle(int at, int who) {
    heap[at] = who;
    place[who] = at;
  }
}
