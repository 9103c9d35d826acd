package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.OpenApiCheck;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.VariationStock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a seller hears of a shop that is looked at with Etsy's API v3. */
class WatchedShopScenario {
  private static Town town;

  private SandboxShop shop;
  private Person ada;

  @BeforeAll
  static void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries();
    town.runs();
  }

  @BeforeEach
  void meetAda(TestInfo test) {
    shop = town.etsy.shop("BlueMugs" + Integer.toHexString(test.getDisplayName().hashCode()));
    ada = town.telegram.person("Ada of " + test.getDisplayName());
  }

  @AfterEach
  void everyCallIsAsEtsyDescribesIt() {
    assertThat(OpenApiCheck.faults(town.etsy.calls())).isEmpty();
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void summaryThenSellOutsOfAListingAndOfAVariationAndLowStock() {
    SandboxListing mug = shop.lists("Blue mug", 1, "MUG-BLUE");
    SandboxListing cup =
        shop.listsVariations(
            "Cup",
            "Colour",
            new VariationStock("Blue", 3, "CUP-BLUE"),
            new VariationStock("Sand", 9, "CUP-SAND"));
    town.logsIn(ada, shop);
    says(ada, "2 listings for sale");

    mug.sellsOut();
    assertThat(Town.awaitTold(ada, mug).text())
        .contains("Sold out", "MUG-BLUE")
        .doesNotContain(shop.name());

    cup.variation("Blue").sellsOut();
    assertThat(says(ada, "CUP-BLUE").text()).contains("Sold out: Cup, Blue\n");

    cup.variation("Sand").sells(7);
    assertThat(says(ada, "CUP-SAND").text()).contains("Sand", "2 left");
  }

  @Test
  void whatIsNoNewsIsNotTold() {
    // given
    final SandboxListing pair = shop.lists("Pair of vases", 2);
    final SandboxListing expiring = shop.lists("Expiring pot", 1);
    final SandboxListing deleted = shop.lists("Deleted pot", 1);
    final SandboxListing resting = shop.lists("Resting pot", 9);
    final SandboxListing restocked = shop.lists("Restocked pot", 1);
    final SandboxListing pattern = shop.listsDigital("Pattern");
    for (int n = 0; n < 12; n++) {
      shop.lists("Plate " + n, 9);
    }
    final SandboxListing bell = shop.lists("Bell", 1);
    town.logsIn(ada, shop);
    says(ada, "18 listings for sale, none sold out and 1 low");
    restocked.sellsOut();
    Town.awaitTold(ada, restocked);
    int before = ada.messages().size();

    // when nothing of it is news
    restocked.restock(7);
    pair.sells(1);
    expiring.expires();
    deleted.isDeleted();
    resting.deactivates();
    pattern.sells(998);
    town.awaitLook(shop);
    shop.goesOnVacation();
    town.awaitLook(shop);
    shop.isBack();
    resting.renews();
    town.awaitLook(shop);
    pattern.sellsOut();
    town.awaitLook(shop);

    // then only what follows is told
    bell.sellsOut();
    Town.awaitTold(ada, bell);
    pair.sells(1);
    Town.awaitTold(ada, pair);
    assertThat(ada.messages()).hasSize(before + 2);
  }

  @Test
  void takenDownRightAfterItRanLowIsToldWhileATakenDownFullShelfIsNot() {
    SandboxListing mug = shop.lists("Blue mug", 9, "MUG-BLUE");
    SandboxListing lamp = shop.lists("Desk lamp", 9, "LAMP");
    SandboxListing bell = shop.lists("Bell", 1);
    town.logsIn(ada, shop);
    says(ada, "3 listings for sale");
    mug.sells(7);
    assertThat(says(ada, "Low: Blue mug").text()).contains("2 left", "MUG-BLUE");

    lamp.deactivates();
    mug.deactivates();

    assertThat(says(ada, "Taken down, perhaps out of stock: Blue mug").text()).contains("MUG-BLUE");
    bell.sellsOut();
    Town.awaitTold(ada, bell);
    assertThat(Town.timesSaid(ada, "Desk lamp")).isZero();
  }

  @Test
  void restockIsToldToWhoeverWantsToHearIt() {
    SandboxListing mug = shop.lists("Blue mug", 1, "MUG-BLUE");
    town.logsIn(ada, shop);
    says(ada, "1 listing for sale");
    ada.says("/restock on");
    says(ada, "I'll tell you when something that was sold out is back in stock");
    mug.sellsOut();
    Town.awaitTold(ada, mug);

    mug.restock(7);

    assertThat(says(ada, "Back in stock: Blue mug").text()).contains("7 left", "MUG-BLUE");

    mug.sellsOut();
    ada.awaitMessage(m -> Town.timesTold(ada, mug) == 2, Town.PATIENCE);
  }

  @Test
  void thresholdOfTheShopAndOfOneListingSayWhatIsLow() {
    // given
    SandboxListing mug = shop.lists("Blue mug", 9);
    SandboxListing lamp = shop.lists("Desk lamp", 30);
    town.logsIn(ada, shop);
    says(ada, "2 listings for sale");

    // when
    ada.says("/threshold 5");
    says(ada, "I'll tell you once each time stock falls to 5 or fewer");
    mug.sells(3);
    town.awaitLook(shop);
    mug.sells(1);

    // then
    assertThat(says(ada, "Low: Blue mug").text()).contains("5 left");
    assertThat(Town.timesSaid(ada, "Low: Blue mug")).isEqualTo(1);

    // when its own number is chosen by the button
    lamp.sells(25);
    says(ada, "Low: Desk lamp");
    ada.presses("Low at…");
    says(ada, "At how many left shall I tell you about this listing?");
    ada.presses("10");
    says(ada, "Desk lamp: I'll tell you once each time stock falls to 10 or fewer");
    lamp.restock(20);
    town.awaitLook(shop);
    lamp.sells(15);

    // then
    assertThat(
            ada.awaitMessage(
                    m -> m.text().contains("Low: Desk lamp") && m.text().contains("10 left"),
                    Town.PATIENCE)
                .text())
        .doesNotContain("5 left");
  }

  @Test
  void raisedThresholdSilencesNothingAndLowIsToldAnewAfterASellOut() {
    // given
    SandboxListing mug = shop.lists("Blue mug", 5);
    SandboxListing bell = shop.lists("Bell", 1);
    town.logsIn(ada, shop);
    says(ada, "2 listings for sale");

    // when
    ada.says("/threshold 10");
    assertThat(says(ada, "I'll tell you once each time stock falls to 10 or fewer").text())
        .contains("At or below that now:", "Blue mug: 5 left")
        .doesNotContain("Bell");
    mug.sells(1);

    // then the first fall is told, and no other one
    assertThat(says(ada, "Low: Blue mug").text()).contains("4 left");
    mug.sells(1);
    town.awaitLook(shop);
    mug.sells(1);
    town.awaitLook(shop);
    bell.sellsOut();
    Town.awaitTold(ada, bell);
    assertThat(Town.timesSaid(ada, "Low: Blue mug")).isEqualTo(1);

    // when it was sold out in between, and came back below the threshold
    mug.sellsOut();
    Town.awaitTold(ada, mug);
    mug.restock(3);
    town.awaitLook(shop);
    mug.sells(1);

    // then
    ada.awaitMessage(m -> Town.timesSaid(ada, "Low: Blue mug") == 2, Town.PATIENCE);
  }

  @Test
  void variationsAreToldThoughAToolGaveAllProductsNewIds() {
    // given
    SandboxListing shirt =
        shop.listsVariations(
            "Shirt",
            "Size",
            new VariationStock("S", 8, "SHIRT-S"),
            new VariationStock("M", 8, "SHIRT-M"),
            new VariationStock("L", 8, "SHIRT-L"));
    SandboxListing bell = shop.lists("Bell", 1);
    town.logsIn(ada, shop);
    says(ada, "2 listings for sale");
    ada.says("/restock on");
    says(ada, "I'll tell you when something that was sold out is back in stock");

    // when, then
    shirt.isRewritten(Map.of("M", 0));
    assertThat(says(ada, "Sold out: Shirt").text())
        .contains("Shirt, M\n", "SHIRT-M")
        .doesNotContain("SHIRT-S", "SHIRT-L");
    shirt.isRewritten(Map.of("L", 1));
    assertThat(says(ada, "Low: Shirt").text())
        .contains("Shirt, L – 1 left")
        .doesNotContain("SHIRT-M");
    shirt.isRewritten(Map.of("M", 8));
    assertThat(says(ada, "Back in stock: Shirt").text()).contains("Shirt, M – 8 left", "SHIRT-M");

    // when nothing changed but the ids
    int before = ada.messages().size();
    shirt.isRewritten(Map.of());
    town.awaitLook(shop);
    bell.sellsOut();
    Town.awaitTold(ada, bell);
    assertThat(ada.messages()).hasSize(before + 1);
  }

  @Test
  void variationThatAToolHidesWithItsLastOneIsToldLikeAListingThatIsTakenDown() {
    // given variations of unequal numbers, though the inventory says that they share one
    SandboxListing shirt =
        shop.listsVariations(
            "Shirt",
            "Size",
            new VariationStock("S", 8, "SHIRT-S"),
            new VariationStock("M", 4, "SHIRT-M"),
            new VariationStock("L", 5, "SHIRT-L"));
    shirt.namesNoQuantityProperty();
    SandboxListing bell = shop.lists("Bell", 1);
    town.logsIn(ada, shop);
    says(ada, "2 listings for sale");
    shirt.variation("M").sells(3);
    assertThat(says(ada, "Low: Shirt, M – 1 left").text()).doesNotContain("SHIRT-S");

    // when
    shirt.variation("M").isHidden();
    shirt.variation("L").isHidden();

    // then
    assertThat(says(ada, "Variation taken down, perhaps out of stock: Shirt").text())
        .contains("Shirt, M – 1 left", "SHIRT-M")
        .doesNotContain("SHIRT-L");
    bell.sellsOut();
    Town.awaitTold(ada, bell);
    assertThat(Town.timesSaid(ada, "taken down")).isEqualTo(1);
  }

  @Test
  void statusSaysTheLooksAndWhatIsOutAndLow() {
    SandboxListing mug = shop.lists("Blue mug", 1);
    SandboxListing lamp = shop.lists("Desk lamp", 9);
    shop.listsVariations(
        "Cup", "Colour", new VariationStock("Blue", 2, "B"), new VariationStock("Sand", 9, "S"));
    town.logsIn(ada, shop);
    says(ada, "3 listings for sale");
    mug.sellsOut();
    Town.awaitTold(ada, mug);
    lamp.sells(7);
    says(ada, "Low: Desk lamp");

    ada.says("/status");

    assertThat(says(ada, "watched since").text())
        .contains(shop.name(), "Etsy access: given", "Last look: ", "next ")
        .containsSubsequence("Sold out now:", "• Blue mug", "Low now:")
        .contains("• Desk lamp: 2 left", "• Cup – Blue: 2 left");
  }

  @Test
  void skusThatEtsyShowsBlankAreRememberedOrAskedFor() {
    // given
    SandboxListing mug = shop.lists("Blue mug", 1, "MUG-BLUE");
    SandboxListing cup =
        shop.listsVariations(
            "Cup",
            "Colour",
            new VariationStock("Blue", 3, "CUP-BLUE"),
            new VariationStock("Sand", 9, "CUP-SAND"));
    town.logsIn(ada, shop);
    says(ada, "2 listings for sale");

    // when Etsy's lists come without SKUs
    for (EtsyEndpoint lists :
        List.of(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyEndpoint.INVENTORY_BATCH)) {
      town.etsy.breaks(lists, EtsyV3Fault.onlyFor(shop, EtsyV3Fault.blankSkus()));
    }
    town.awaitLook(shop);
    cup.variation("Blue").sellsOut();
    mug.sellsOut();

    // then they are remembered
    assertThat(says(ada, "Cup").text()).contains("CUP-BLUE");
    assertThat(Town.awaitTold(ada, mug).text()).contains("MUG-BLUE");

    // when nothing is known of listings that come now
    SandboxListing lamp = shop.lists("Desk lamp", 1, "LAMP");
    SandboxListing tray =
        shop.listsVariations(
            "Tray",
            "Size",
            new VariationStock("S", 9, "TRAY-S"),
            new VariationStock("L", 9, "TRAY-L"));
    SandboxListing bell = shop.lists("Bell", 1);
    town.awaitLook(shop);
    lamp.sellsOut();
    tray.variation("L").sells(8);
    bell.sellsOut();

    // then Etsy is asked for them
    assertThat(Town.awaitTold(ada, lamp).text()).contains("SKU: LAMP");
    assertThat(says(ada, "Tray").text()).contains("Tray, L – 1 left\nSKU: TRAY-L");
    // The two may come as one message.
    assertThat(Town.awaitTold(ada, bell).text()).containsPattern("Bell( – edit)?(\n|$)");

    // when Etsy does not say
    SandboxListing pot = shop.lists("Pot", 1, "POT");
    town.awaitLook(shop);
    town.etsy.breaks(EtsyEndpoint.INVENTORY, EtsyV3Fault.onlyFor(shop, EtsyV3Fault.serverError()));
    pot.sellsOut();
    tray.variation("S").sells(8);

    // then neither does the bot
    assertThat(Town.awaitTold(ada, pot).text()).contains("SKU unknown: Etsy did not answer");
    assertThat(says(ada, "Tray, S – 1 left").text()).contains("SKU unknown: Etsy did not answer");
    town.etsy.heals();
  }

  @Test
  void secondChatOfAShopIsToldToAndTheFirstHearsOfIt() {
    SandboxListing mug = shop.lists("Blue mug", 1);
    town.logsIn(ada, shop);
    says(ada, "1 listing for sale");

    Person bob = town.logsIn(town.telegram.person("Bob of the shop"), shop);

    says(ada, shop.name() + " has one more chat: the private chat of “Bob of the shop”");
    mug.sellsOut();
    Town.awaitTold(ada, mug);
    Town.awaitTold(bob, mug);
    assertThat(Town.timesTold(ada, mug) + Town.timesTold(bob, mug)).isEqualTo(2);
    assertThat(Town.timesSaid(bob, "has one more chat")).isZero();
  }

  @Test
  void stopForgetsEverything(@TempDir Path directory) throws SQLException {
    try (Town quiet = Town.openV3(directory).hurries().sendsWebhooks()) {
      // given
      SandboxShop mugs = quiet.etsy.shop("BlueMugs");
      SandboxListing mug = mugs.lists("Blue mug", 1, "MUG-BLUE");
      Person cleo = quiet.telegram.person("Cleo");
      Program program = quiet.runs();
      quiet.logsIn(cleo, mugs);
      says(cleo, "1 listing for sale");
      mug.sellsOut();
      Town.awaitTold(cleo, mug);
      quiet.startsLogIn(cleo);

      // when
      cleo.says("/stop");
      says(cleo, "Shall I forget BlueMugs");
      cleo.presses("Yes, forget everything");
      says(cleo, "I have forgotten everything");

      // then
      assertThat(program.sigterm().awaitExit(Duration.ofSeconds(20))).isIn(0, 143);
      assertThat(rows(quiet).keySet())
          .as("nothing of hers but how often she wrote, as /privacy says")
          .containsOnly(
              "AWAKE",
              "CHAT_USE",
              "KEY_CHECK",
              "LOOK_PACE",
              "NODE_LEASE",
              "TROUBLE",
              "flyway_schema_history");
      assertThat(OpenApiCheck.faults(quiet.etsy.calls())).isEmpty();
    }
  }

  @Test
  void firstLookThatAStopBreaksOffIsMadeAgainAsAWhole(@TempDir Path directory) {
    try (Town slow = Town.openV3(directory).hurries()) {
      // given a shop of three pages, and an Etsy that takes its time
      SandboxShop mugs = slow.etsy.shop("BlueMugs");
      for (int n = 0; n < 250; n++) {
        mugs.lists("Plate " + n, 9);
      }
      Person cleo = slow.telegram.person("Cleo");
      Program program = slow.runs();
      slow.etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyFault.delay(Duration.ofSeconds(2)));
      assertThat(mugs.logsIn(slow.startsLogIn(cleo))).contains("You can go back to Telegram");
      await()
          .atMost(Town.PATIENCE)
          .until(() -> slow.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP) == 1);

      // when
      assertThat(program.sigterm().awaitExit(Duration.ofSeconds(20))).isIn(0, 143);
      slow.etsy.heals();
      slow.runs();

      // then
      assertThat(Town.awaitSummary(cleo, mugs).text()).contains("250 listings for sale");
      assertThat(OpenApiCheck.faults(slow.etsy.calls())).isEmpty();
    }
  }

  private static ChatMessage says(Person person, String text) {
    return person.awaitMessage(message -> message.text().contains(text), Town.PATIENCE);
  }

  /** How many rows each table has that has any. */
  private static Map<String, Integer> rows(Town town) throws SQLException {
    String url =
        "jdbc:hsqldb:file:" + town.environment.get("DATABASE_FILE") + ";hsqldb.lock_file=false";
    Map<String, Integer> found = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url, "SA", "");
        Statement statement = connection.createStatement();
        Statement counting = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.system_tables"
                    + " WHERE table_schem = 'PUBLIC' AND table_type = 'TABLE'")) {
      while (tables.next()) {
        String table = tables.getString(1);
        try (ResultSet count = counting.executeQuery("SELECT COUNT(*) FROM \"" + table + "\"")) {
          count.next();
          if (count.getInt(1) > 0) {
            found.put(table, count.getInt(1));
          }
        }
      }
      counting.execute("SHUTDOWN");
    }
    return found;
  }
}
