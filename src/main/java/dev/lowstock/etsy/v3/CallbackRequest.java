package dev.lowstock.etsy.v3;

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

  /** Reads the form that was sent. */
  static CallbackRequest decided(Map<?, ?> form) {
    return new CallbackRequest(
        CallbackAddress.of(form), form.get("confirm") != null, "yes".equals(form.get("confirm")));
  }

  /** By which its log-in is found. */
  public String stateHash() {
    return EtsyConnect.hash(address.state());
  }

  public String code() {
    return address.code();
  }

  /**
   * What is to be done.
   *
   * @param login the row of the log-in that it is about, if there is one
   * @return {@code ask}, {@code link} or {@code decline}; or why nothing can be done
   */
  String next(@Nullable Map<String, Object> login) {
    if (address.isDenied()) {
      return "denied";
    }
    if (!address.error().isEmpty()) {
      return "failed";
    }
    if (address.code().isEmpty() || address.state().isEmpty()) {
      return "incomplete";
    }
    String standing = login == null ? "unknown" : String.valueOf(login.get("standing"));
    if (!standing.equals("open")) {
      return standing;
    }
    return decided ? (confirmed ? "link" : "decline") : "ask";
  }
}
