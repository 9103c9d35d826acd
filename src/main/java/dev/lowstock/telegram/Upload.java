package dev.lowstock.telegram;

/** A file among the parameters of a call. Its bytes are not copied, and nobody changes them. */
public final class Upload {
  private final String filename;
  private final byte[] content;

  public Upload(String filename, byte[] content) {
    this.filename = filename;
    this.content = content;
  }

  public String filename() {
    return filename;
  }

  public byte[] content() {
    return content;
  }
}
