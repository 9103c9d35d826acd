package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.OpenApiCheck;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.WebhookAttempt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Etsy says at once that something was sold; without that, it would be seen in ten minutes. */
final class WebhookScenario {
  private static final int BURST = 500;

  private Town town;
  private SandboxShop shop;
  private SandboxListing mug;
  private SandboxListing lamp;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries().sendsWebhooks();
    town.environment.put("ETSY_POLL_PERIOD", "10m");
    shop = town.etsy.shop("BlueMugs");
    mug = shop.lists("Blue mug", 1, "MUG-BLUE");
    lamp = shop.lists("Desk lamp", 1, "LAMP");
    ada = town.telegram.person("Ada");
  }

  @AfterEach
  void close() {
    assertThat(OpenApiCheck.faults(town.etsy.calls())).isEmpty();
    town.close();
  }

  @Test
  void saleIsToldByTheWebhookInEitherFormOfItsSignature() {
    Program program = town.runs();
    town.watches(ada, shop);

    mug.sellsOut();
    assertThat(Town.awaitTold(ada, mug).text()).contains("MUG-BLUE");

    town.etsy.signsBare(true);
    lamp.sellsOut();
    assertThat(Town.awaitTold(ada, lamp).text()).contains("LAMP");
    assertThat(statuses()).containsOnly(204);
    assertThat(ServerPage.health(program)).contains("the last was accepted");
  }

  @Test
  void listingThatCameAndSoldOutBetweenTwoLooksIsToldByItsOrder() {
    // given a shop with a listing that had sold out before
    SandboxListing old = shop.lists("Old pot", 1);
    old.sellsOut();
    town.etsy.tellsOf("order.paid");
    town.runs();
    town.watches(ada, shop);
    int before = calls();

    // when
    SandboxListing vase = shop.lists("White vase", 1, "VASE");
    vase.sellsOut();

    // then
    assertThat(Town.awaitTold(ada, vase).text()).contains("Sold out", "VASE");
    assertThat(calls() - before).as("the receipt and the listing").isEqualTo(2);

    // when the same happens to more orders than are worth a call each
    town.etsy.breaks(EtsyEndpoint.RECEIPT_LISTINGS, EtsyFault.delay(Duration.ofSeconds(2)), 1);
    List<SandboxListing> plates =
        IntStream.range(0, 8).mapToObj(n -> shop.lists("Plate " + n, 1)).toList();
    plates.forEach(SandboxListing::sellsOut);

    // then
    await()
        .atMost(Town.PATIENCE)
        .until(() -> plates.stream().allMatch(plate -> Town.timesTold(ada, plate) == 1));
    assertThat(Town.timesTold(ada, old)).isZero();
    assertThat(Town.timesTold(ada, vase)).isEqualTo(1);
  }

  @Test
  void webhookOfAWrongSecretIsRefusedAndTheShopIsPolledAllTheSame() {
    String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    town.environment.put("ETSY_WEBHOOK_SECRET", other);
    town.environment.put("ETSY_POLL_PERIOD", "1s");
    Program program = town.runs();
    town.watches(ada, shop);

    mug.sellsOut();

    Town.awaitTold(ada, mug);
    await().atMost(Town.PATIENCE).until(() -> statuses().size() >= 2);
    assertThat(statuses()).containsOnly(401);
    assertThat(ServerPage.health(program))
        .contains("none accepted yet", "bad signature", "shops are polled all the same");
  }

  @Test
  void deliveryThatIsRepeatedDoesNothingMoreAlsoAfterARestart() {
    // given
    Program program = town.runs();
    town.watches(ada, shop);
    mug.sellsOut();
    Town.awaitTold(ada, mug);
    await().atMost(Town.PATIENCE).until(() -> attempts().size() == 2);
    final List<WebhookAttempt> sent = attempts();

    // when
    sent.forEach(town.etsy::repeatsWebhook);
    await().atMost(Town.PATIENCE).until(() -> attempts().size() == 4);
    program.kill9();
    town.runs();
    sent.forEach(town.etsy::repeatsWebhook);
    await().atMost(Town.PATIENCE).until(() -> attempts().size() == 6);
    lamp.sellsOut();

    // then
    Town.awaitTold(ada, lamp);
    assertThat(statuses()).containsOnly(204);
    assertThat(Town.timesTold(ada, mug)).isEqualTo(1);
    assertThat(Town.timesTold(ada, lamp)).isEqualTo(1);
  }

  @Test
  void burstOfWebhooksForOneShopCostsFewCalls() {
    // given
    SandboxListing stickers = shop.lists("Stickers", BURST + 100);
    town.runs();
    town.watches(ada, shop);
    int before = calls();

    // when
    for (int sale = 0; sale < BURST; sale++) {
      stickers.sells(1);
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> taken() == BURST);
    int during = calls() - before;
    stickers.sells(98);

    // then
    ada.awaitMessage(message -> message.text().contains("Low: Stickers"), Town.PATIENCE);
    // Where so many come at once, some may have to be sent again.
    assertThat(statuses()).containsAnyOf(204).allMatch(status -> status == 204 || status == 0);
    assertThat(during).isLessThan(BURST / 5);
    assertThat(ada.messages())
        .filteredOn(message -> message.text().contains("Stickers"))
        .hasSize(1);
  }

  @Test
  void saleIsToldThoughTheProgramDiesRightAfterItTookTheWebhook() {
    // given
    Program program = town.runs();
    town.watches(ada, shop);

    // when it dies in the middle of the look that the webhook asked for
    town.etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyFault.hang());
    int before = calls();
    mug.sellsOut();
    await()
        .atMost(Town.PATIENCE)
        .until(
            () ->
                calls() > before
                    && statuses().stream().filter(status -> status == 204).count() == 2);
    program.kill9();
    town.etsy.heals();
    program = town.runs();

    // then
    Town.awaitTold(ada, mug);

    // when it dies as soon as the answer is there
    lamp.sellsOut();
    await()
        .atMost(Town.PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> statuses().stream().filter(status -> status == 204).count() > 2);
    program.kill9();
    town.runs();

    // then
    Town.awaitTold(ada, lamp);
    assertThat(Town.timesTold(ada, mug)).isEqualTo(1);
    assertThat(Town.timesTold(ada, lamp)).isBetween(1L, 2L);
  }

  private List<WebhookAttempt> attempts() {
    return town.etsy.webhookAttempts();
  }

  private List<Integer> statuses() {
    return attempts().stream().map(WebhookAttempt::status).toList();
  }

  /** How many deliveries were answered with 2xx, each counted once. */
  private long taken() {
    return attempts().stream()
        .filter(attempt -> attempt.status() == 204)
        .map(WebhookAttempt::id)
        .distinct()
        .count();
  }

  /** Calls that look at shops. */
  private int calls() {
    return Stream.of(
            EtsyEndpoint.LISTINGS_BY_SHOP,
            EtsyEndpoint.RECEIPT_LISTINGS,
            EtsyEndpoint.INVENTORY_BATCH,
            EtsyEndpoint.LISTINGS_BATCH)
        .mapToInt(town.etsy::count)
        .sum();
  }
}
