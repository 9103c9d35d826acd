package dev.lowstock.etsy;

/** Etsy answered with more than is read: a smaller question may get a smaller answer. */
public final class AnswerTooLarge extends EtsyFailure {

  public AnswerTooLarge(String message) {
    super(message);
  }
}
