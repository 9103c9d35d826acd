package dev.lowstock.etsy;

import dev.lowstock.stock.EventWaits;
import dev.lowstock.store.Rows;
import dev.lowstock.store.WrongKey;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the SKUs of stock events. A look mostly brings them along; if not, or if it showed a blank
 * one, Etsy is asked. An event that Etsy gives no SKUs for is told without them. Thread-safe.
 */
public final class EventSkus {
  private static final Logger LOG = LoggerFactory.getLogger(EventSkus.class);

  private final SkuSource etsy;

  public EventSkus(SkuSource etsy) {
    this.etsy = etsy;
  }

  /**
   * What is known of an event's SKUs.
   *
   * @param event with what more of it is known now
   * @param skus one a line; null when they are not known
   * @param missing why they are not: {@code revoked}, {@code gone} or {@code unavailable}; null
   *     when they are known
   */
  public record Answer(Map<String, Object> event, @Nullable String skus, @Nullable String missing) {

    static Answer without(Map<String, Object> event, String missing) {
      return new Answer(event, null, missing);
    }
  }

  /**
   * Finds the SKUs of an event.
   *
   * @param event a row of select-claimed-stock-events.sql
   * @param tries so many times Etsy is asked; until then the event waits where Etsy is in trouble
   * @throws EventWaits when Etsy is to be asked once more
   */
  public Answer find(Map<String, Object> event, int tries) {
    try {
      return ask(event);
    } catch (AccessRevoked refused) {
      etsy.accessRevoked(
          Rows.number(event, "seller_id"), Rows.text(event, "token_sealed"), refused);
      return Answer.without(event, "revoked");
    } catch (EtsyFailure | IOException e) {
      // A stop breaks a call off: that Etsy does not say the SKUs does not follow.
      if (Rows.number(event, "attempts") < tries || Thread.currentThread().isInterrupted()) {
        throw new EventWaits(e);
      }
      return unavailable(event, e);
    }
  }

  /** The same for an event that is made up: nothing comes of it, and it waits for nothing. */
  public Answer tryOut(Map<String, Object> event) {
    try {
      return ask(event);
    } catch (AccessRevoked refused) {
      return Answer.without(event, "revoked");
    } catch (EtsyFailure | IOException e) {
      return unavailable(event, e);
    }
  }

  private Answer ask(Map<String, Object> event) throws IOException {
    if (event.get("skus") != null) {
      return new Answer(event, Rows.text(event, "skus"), null);
    }
    if (event.get("token_sealed") == null) {
      return Answer.without(event, "revoked");
    }
    try {
      SkuSource.Found found = etsy.find(event);
      return new Answer(found.event(), found.skus(), null);
    } catch (ListingGone e) {
      return Answer.without(event, "gone");
    } catch (WrongKey e) {
      LOG.error(
          "Event {}, seller {}: SECRET_KEY does not fit the stored access",
          event.get("id"),
          event.get("seller_id"));
      return Answer.without(event, "unavailable");
    }
  }

  private static Answer unavailable(Map<String, Object> event, Exception failure) {
    LOG.warn(
        "Event {}, listing {}: {}", event.get("id"), event.get("listing_id"), failure.getMessage());
    return Answer.without(event, "unavailable");
  }
}
