package dev.lowstock.etsy.shops;

/** Why a shop is looked at. */
enum LookReason {
  /** It has not been seen yet. */
  FIRST,
  /** All its lists are read from time to time, and when it was not seen for a while. */
  WHOLE,
  /** Etsy's webhooks told of something. */
  WEBHOOK,
  /** A sweep saw that a listing may have crossed a line. */
  SUSPECTED,
  /** Its turn has come, or a person asked. */
  DUE
}
