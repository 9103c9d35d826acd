package dev.lowstock.etsy.v3;

import java.io.InterruptedIOException;

/** Has the thread of a call wait; a program that stops ends that as it ends a call. */
final class Wait {
  private Wait() {}

  static void millis(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The program stops");
    }
  }
}
