package dev.lowstock.etsy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.etsy.EventSkus.Answer;
import dev.lowstock.etsy.feed.EtsyTroubles;
import dev.lowstock.stock.EventWaits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the SKUs of an event come from, and what is said where Etsy gives none. */
final class EventSkusTest {
  private static final int TRIES = 3;
  private static final long BLUE_MUGS = 10_000_001;

  private final Etsy etsy = new Etsy();
  private final EventSkus skus = new EventSkus(etsy);

  @Test
  void skusThatTheLookBroughtAreNotAskedFor() {
    Answer answer = skus.find(event("MUG-BLUE", "access", 1), TRIES);

    assertThat(answer.skus()).isEqualTo("MUG-BLUE");
    assertThat(answer.missing()).isNull();
    assertThat(etsy.asked).isZero();
  }

  @Test
  void whatEtsyTellsIsInTheEventToo() {
    Answer answer = skus.find(event(null, "access", 1), TRIES);

    assertThat(answer.skus()).isEqualTo("MUG-RED");
    assertThat(answer.event()).containsEntry("skus", "MUG-RED");
  }

  @Test
  void etsyIsNotAskedWithoutAccess() {
    assertThat(skus.find(event(null, null, 1), TRIES).missing()).isEqualTo("revoked");
    assertThat(etsy.asked).isZero();
    assertThat(etsy.toldRevoked).isEmpty();
  }

  @Test
  void eventWaitsWhileEtsyIsInTroubleUntilItWasAskedOftenEnough() {
    for (Exception trouble : List.of(EtsyTroubles.unavailable(), new IOException("no route"))) {
      etsy.trouble = trouble;

      assertThatThrownBy(() -> skus.find(event(null, "access", TRIES - 1), TRIES))
          .isInstanceOf(EventWaits.class)
          .hasMessage(trouble.getMessage());
      assertThat(skus.find(event(null, "access", TRIES), TRIES).missing()).isEqualTo("unavailable");
    }
  }

  @Test
  void withdrawnAccessAndGoneListingsAreNotAskedForAgain() {
    etsy.trouble = EtsyTroubles.gone();
    assertThat(skus.find(event(null, "access", 1), TRIES).missing()).isEqualTo("gone");
    etsy.trouble = EtsyTroubles.revoked();
    assertThat(skus.find(event(null, "access", 1), TRIES).missing()).isEqualTo("revoked");

    assertThat(etsy.toldRevoked).containsExactly(BLUE_MUGS);
  }

  @Test
  void eventThatIsMadeUpTellsNobodyAndWaitsForNothing() {
    etsy.trouble = EtsyTroubles.revoked();
    assertThat(skus.tryOut(event(null, "access", 1)).missing()).isEqualTo("revoked");
    etsy.trouble = EtsyTroubles.unavailable();
    assertThat(skus.tryOut(event(null, "access", 1)).missing()).isEqualTo("unavailable");

    assertThat(etsy.toldRevoked).isEmpty();
  }

  private static Map<String, Object> event(
      @Nullable String skus, @Nullable String tokenSealed, int attempts) {
    Map<String, Object> event = new HashMap<>();
    event.put("id", 1L);
    event.put("listing_id", 700_000_001L);
    event.put("seller_id", BLUE_MUGS);
    event.put("skus", skus);
    event.put("token_sealed", tokenSealed);
    event.put("attempts", attempts);
    return event;
  }

  private static final class Etsy implements SkuSource {
    private final List<Object> toldRevoked = new ArrayList<>();
    private @Nullable Exception trouble;
    private int asked;

    @Override
    public Found find(Map<String, Object> event) throws IOException {
      asked++;
      if (trouble instanceof IOException silent) {
        throw silent;
      }
      if (trouble instanceof RuntimeException refusal) {
        throw refusal;
      }
      Map<String, Object> known = new HashMap<>(event);
      known.put("skus", "MUG-RED");
      return new Found(known, "MUG-RED");
    }

    @Override
    public void accessRevoked(long sellerId, String tokenSealed, AccessRevoked refused) {
      toldRevoked.add(sellerId);
    }
  }
}
