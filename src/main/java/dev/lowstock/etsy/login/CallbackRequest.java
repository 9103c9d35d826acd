package dev.lowstock.etsy.login;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the callback page: Etsy sends the seller's browser there, and its form sends the
 * seller's decision.
 *
 * @param decided true for a sent form
 * @param confirmed true when the seller pressed yes in it
 */
public record CallbackRequest(CallbackAddress address, boolean decided, boolean confirmed) {

  /** Reads what Etsy sent the browser with. */
  static CallbackRequest of(@Nullable String query) {
    return new CallbackRequest(CallbackAddress.query(query), false, false);
  }

  /** Reads the form that was sent; a body that is none decides nothing. */
  static CallbackRequest decided(@Nullable Object body) {
    Map<?, ?> form = body instanceof Map<?, ?> map ? map : Map.of();
    return new CallbackRequest(
        CallbackAddress.of(form), form.get("confirm") != null, "yes".equals(form.get("confirm")));
  }

  /** By which its log-in is found. */
  public String stateHash() {
    return address.stateHash();
  }

  public String code() {
    return address.code();
  }

  /**
   * What is to be done.
   *
   * @param logIn that it is about, if there is one
   * @return {@code ask}, {@code link} or {@code decline}; or why nothing can be done, in the words
   *     of {@link CallbackPage#say}
   */
  String next(@Nullable LogIn logIn) {
    if (address.isDenied()) {
      return "denied";
    }
    if (!address.error().isEmpty()) {
      return "failed";
    }
    if (address.code().isEmpty() || address.state().isEmpty()) {
      return "incomplete";
    }
    if (logIn == null) {
      return "unknown";
    }
    if (logIn.standing() != LogIn.Standing.OPEN) {
      return logIn.standing().name().toLowerCase(Locale.ROOT);
    }
    return decided ? (confirmed ? "link" : "decline") : "ask";
  }
}
