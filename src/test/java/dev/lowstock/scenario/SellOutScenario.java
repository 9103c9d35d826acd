package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the log-in to the alert. */
final class SellOutScenario {
  private Town town;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.open(directory);
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void soldOutListingIsToldOnceEvenIfTheFeedRepeatsItAndAgainAfterARestock() {
    // given
    town.runs();
    Person ada = town.telegram.person("Ada");
    SandboxShop blueMugs = town.etsy.shop("BlueMugs");
    SandboxListing mug =
        blueMugs.lists("Ada&#39;s blue mug &lt;3", 1, "MUG-BLUE", "MUG-BLUE-LARGE");
    SandboxListing lamp = blueMugs.lists("Desk lamp", 1);
    town.logsIn(ada, blueMugs);

    // when
    mug.sellsOut();

    // then
    ChatMessage alert = Town.awaitTold(ada, mug);
    assertThat(alert.text())
        .contains("Sold out: Ada's blue mug <3")
        .contains("SKUs: MUG-BLUE, MUG-BLUE-LARGE")
        // She has one shop.
        .doesNotContain("BlueMugs");
    assertThat(Town.links(alert))
        .containsExactly(
            "https://www.etsy.com/listing/" + mug.id() + "/sandbox",
            "https://www.etsy.com/your/shops/me/tools/listings/" + mug.id());

    // when
    mug.announcesAgain();
    mug.announcesAgain();
    lamp.sellsOut();

    // then
    assertThat(Town.awaitTold(ada, lamp).text()).doesNotContain("SKU");
    assertThat(Town.timesTold(ada, mug)).isEqualTo(1);

    // when
    Town.awaitNextSecond();
    mug.restock(3);
    mug.sells(2);
    mug.sells(1);

    // then
    ada.awaitMessage(message -> Town.timesTold(ada, mug) == 2, Town.PATIENCE);
    assertThat(Town.timesTold(ada, lamp)).isEqualTo(1);
  }
}
