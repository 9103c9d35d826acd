package dev.lowstock.etsy.shops;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.api.EtsyAnswer;
import dev.lowstock.etsy.api.Recorded;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Whatever Etsy's lists hold is read or refused. */
class LookFuzz {
  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

  @FuzzTest(maxDuration = "1m")
  void lists(byte[] body) {
    EtsyAnswer answer = Recorded.garbled(body);
    Look shop =
        Look.atShop(
            7, 1, Look.Extent.WHOLE, LookReason.WHOLE, new InventoryOffer(clock), List.of());
    Look listings =
        Look.atListings(
            7,
            1,
            LookReason.WEBHOOK,
            Set.of(1L, 2L),
            Set.of(3L),
            new InventoryOffer(clock),
            List.of());
    for (Look look : List.of(shop, listings)) {
      try {
        for (int calls = 0; calls < 8 && look.hasNext(); calls++) {
          look.next();
          look.read(answer);
        }
      } catch (EtsyFailure refused) {
        // Looked at later.
      }
      look.seen().forEach(listing -> assertThat(listing.listingId()).isPositive());
    }
  }
}
