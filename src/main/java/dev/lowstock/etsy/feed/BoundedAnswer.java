package dev.lowstock.etsy.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An answer read up to a limit, after which it fails and says that it was outgrown. */
final class BoundedAnswer extends FilterInputStream {
  private long left;
  private boolean outgrown;

  BoundedAnswer(InputStream answer, long limit) {
    super(answer);
    this.left = limit;
  }

  boolean isOutgrown() {
    return outgrown;
  }

  @Override
  public int read() throws IOException {
    return counted(super.read(), 1);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    return counted(read, read);
  }

  private int counted(int answer, int bytes) throws IOException {
    if (answer >= 0) {
      left -= bytes;
      if (left < 0) {
        outgrown = true;
        throw new IOException("the answer is larger than is read");
      }
    }
    return answer;
  }
}
