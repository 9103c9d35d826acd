package dev.lowstock.etsy;

import java.io.InterruptedIOException;

/** Has the thread of a call wait; a program that stops ends that as it ends a call. */
public final class Wait {
  private Wait() {}

  public static void millis(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The program stops");
    }
  }
}
