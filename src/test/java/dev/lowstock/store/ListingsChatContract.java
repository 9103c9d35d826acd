package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.TelegramRequest;
import dev.lowstock.sandbox.UploadedFile;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How a chat sees its listings and shops, through the real route files and the sandbox's Telegram,
 * on any database.
 */
abstract class ListingsChatContract extends ChatContract {
  // --- Pages ------------------------------------------------------------------------------------

  @Test
  void whatRunsOutFirstComesFirst() {
    watches(ada, BLUE_MUGS);
    lists(1, BLUE_MUGS, "Slow mug", "active", 4);
    lists(2, BLUE_MUGS, "Fast mug", "active", 8);
    rows.update("UPDATE listing SET sold = 60, sold_days = 30 WHERE listing_id = 2");
    lists(3, BLUE_MUGS, "Low mug", "active", 2);
    lists(4, BLUE_MUGS, "Gone mug", "sold_out", 0);
    lists(5, BLUE_MUGS, "Cup in part", "active", 9);
    offers(5, 51, "Blue", "CUP-BLUE", 0);
    offers(5, 52, "Sand", "CUP-SAND", 9);
    lists(6, BLUE_MUGS, "Cup with few", "active", 11);
    offers(6, 61, "Blue", null, 1);
    offers(6, 62, "Sand", null, 10);
    lists(7, BLUE_MUGS, "Only one", "active", 1);
    rows.update("UPDATE listing SET most_seen = 1 WHERE listing_id = 7");
    lists(8, BLUE_MUGS, "Draft", "draft", 5);
    lists(9, BLUE_MUGS, "Missing", "active", 5);
    rows.update("UPDATE listing SET missing_since = CURRENT_TIMESTAMP WHERE listing_id = 9");

    ada.says("/listings");

    assertThat(ada.awaitMessage("Your listings").text())
        .isEqualTo(
            """
            Your listings – what runs out first comes first
            2 sold out, 2 low, 7 in all

            1. Gone mug – sold out
            2. Cup in part – 9 left, but not in every variation
            3. Cup with few – 11 left, a variation has only 1
            4. Low mug – 2 left, low
            5. Fast mug – 8 left
            6. Only one – 1 left
            7. Slow mug – 4 left""");
    assertThat(labels(ada.messages().get(0)))
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "Sold out", "Low");

    ada.presses("Low");
    ada.awaitMessage("Low: 2\n\n1. Cup with few");
    ada.presses("Sold out");
    ada.awaitMessage("Sold out, the listing or one of its variations: 2\n\n1. Gone mug");
    assertThat(ada.messages()).hasSize(1);

    ada.says("/listings out");
    ada.awaitMessage(m -> ada.messages().size() == 2, PATIENCE);
    ada.says("/listings cup");
    ada.awaitMessage("Found for “cup”: 2");
  }

  @Test
  void chosenThresholdsSayWhatIsLowAndMutedListingsAreShown() {
    watches(ada, BLUE_MUGS);
    watches(grace, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Mug", "active", 6);
    lists(CUP, BLUE_MUGS, "Cup", "active", 12);
    offers(CUP, 21, "Blue", null, 6);
    offers(CUP, 22, "Sand", null, 6);
    wishes(ada, MUG, 0, 7);
    wishes(ada, CUP, 22, 6);
    rows.update("UPDATE listing_wish SET muted_until_back = TRUE WHERE listing_id = ?", MUG);

    ada.says("/listings low");
    assertThat(ada.awaitMessage("Low: 2").text())
        .contains("Mug – 6 left, low 🔕", "Cup – 12 left, a variation has only 6")
        .doesNotContain("Cup – 12 left, a variation has only 6 🔕");

    // what one chat chooses is its own
    grace.says("/listings low");
    grace.awaitMessage("Nothing is low right now");
    rows.update("UPDATE subscription SET low_threshold = 6 WHERE chat_id = ?", chatId(grace));
    grace.presses("All");
    grace.awaitMessage("0 sold out, 2 low, 2 in all");
  }

  @Test
  void pagesTurnInPlaceAndOldOnesShowTheTruth() {
    watches(ada, BLUE_MUGS);
    IntStream.rangeClosed(1, 23).forEach(n -> lists(n, BLUE_MUGS, "Mug " + n, "active", 10 + n));

    ada.says("/listings");
    assertThat(ada.awaitMessage("Page 1 of 3").text()).contains("1. Mug 1 ", "10. Mug 10 ");
    assertThat(labels(ada.messages().get(0)))
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "▶", "Sold out", "Low");
    ada.presses("▶");
    ada.awaitMessage("Page 2 of 3");
    ada.presses("▶");
    ada.awaitMessage("Page 3 of 3");
    assertThat(ada.messages().get(0).text()).contains("3. Mug 23 – 33 left").doesNotContain("4.");
    assertThat(labels(ada.messages().get(0))).startsWith("1", "2", "3", "◀", "Sold out");

    // when there is less by then
    rows.update("DELETE FROM listing WHERE listing_id > 5");
    pressShown(ada, "p:a2");
    ada.awaitMessage("5 in all\n\n1. Mug 1 ");

    // when there is nothing
    rows.update("DELETE FROM listing");
    pressShown(ada, "p:a0");
    ada.awaitMessage("I see no listings for sale or sold out yet");

    // when the shop is not watched any more
    rows.update("DELETE FROM subscription");
    pressShown(ada, "p:a0");
    ada.awaitMessage("I'm not watching a shop for this chat");
    assertThat(ada.messages()).hasSize(1);

    // when the message is gone
    press(ada, "p:a0");
    ada.awaitMessage(m -> ada.messages().size() == 2, PATIENCE);
  }

  @Test
  void twoPressesAtOnceAndForgedOnesDoNoHarm() {
    watches(ada, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Mug", "active", 20);
    ada.says("/listings");
    ada.awaitMessage("1. Mug");

    pressShown(ada, "p:a0");
    pressShown(ada, "p:a9999");
    for (String forged :
        List.of(
            "p:", "p:x0", "p:a12345", "p:f0:", "c:0", "c:12:zz", "m:1:year", "u:x", "m:5:day:a0")) {
      pressShown(ada, forged);
    }
    ada.says("/help");
    ada.awaitMessage("/listings – all you have");

    assertThat(ada.messages().stream().map(ChatMessage::text))
        .noneMatch(text -> text.contains("Sorry"));
    assertThat(count("listing_wish")).isZero();
  }

  // --- Find -------------------------------------------------------------------------------------

  @Test
  void wordsAreFoundInAnyOrderInTitlesVariationsAndSkus() {
    watches(ada, BLUE_MUGS);
    watches(grace, RED_POTS);
    lists(MUG, BLUE_MUGS, "Ada&#39;s Mug, blue, 100% linen", "active", 20);
    lists(CUP, BLUE_MUGS, "Cup", "active", 12);
    offers(CUP, 21, "Sand", "CUP_SAND", 6);
    lists(JUG, BLUE_MUGS, "Кувшин синий глиняный", "active", 12);
    lists(POT, RED_POTS, "Blue mug of another shop", "active", 12);

    for (String said :
        List.of("blue mug", "MUG", "ada’s", "ada's mug", "100% linen", "mug blue ada linen 100%")) {
      assertThat(found(said)).as(said).contains("1. Ada's Mug, blue, 100% linen").endsWith(" left");
    }
    assertThat(found("sand")).contains("1. Cup –");
    assertThat(found("cup_sand")).contains("1. Cup –");
    assertThat(found("глиняный")).contains("1. Кувшин синий глиняный");
    assertThat(found("teapot"))
        .isEqualTo("I found nothing for “teapot”, in no title, variation or SKU.");
    ada.says("/find");
    ada.awaitMessage("Tell me what to look for");
  }

  private String found(String words) {
    int before = ada.messages().size();
    ada.says("/find " + words);
    ada.awaitMessage(m -> ada.messages().size() > before, PATIENCE);
    return last(ada).text();
  }

  @Test
  void pagesOfWhatWasFoundKeepItsWordsHoweverLongTheyAre() {
    watches(ada, BLUE_MUGS);
    String title = "Керамическая кружка ручной работы";
    IntStream.rangeClosed(1, 13)
        .forEach(n -> lists(999_999_999_999_999_900L + n, BLUE_MUGS, title + " " + n, "active", n));
    lists(MUG, BLUE_MUGS, "Mug", "active", 1);

    ada.says("/find керамическая КРУЖКА ручной работы на заказ");
    assertThat(ada.awaitMessage("Page 1 of 2").text())
        .startsWith("Found for “керамическая КРУ”: 13");
    ada.presses("▶");
    ada.awaitMessage("Page 2 of 2");
    ada.presses("3");
    ada.awaitMessage("Low at 2 left");
    ada.presses("Mute for a week");
    ada.awaitMessage("Muted until");
    ada.presses("◀ Back to the list");
    ada.awaitMessage("Page 2 of 2");
    assertThat(ada.messages()).hasSize(1);
    assertThat(ada.messages().get(0).text()).contains("🔕");
  }

  // --- Cards ------------------------------------------------------------------------------------

  @Test
  void numberOpensTheCardInPlaceAndBackReturns() {
    watches(ada, BLUE_MUGS);
    rows.update("UPDATE chat SET time_zone = 'Europe/Berlin'");
    lists(MUG, BLUE_MUGS, "Mug", "active", 3);
    lists(CUP, BLUE_MUGS, "Cup &amp; saucer <b>", "active", 9);
    offers(CUP, 21, "Blue", "CUP-BLUE", 0);
    offers(CUP, 22, "Sand", "CUP-SAND", 9);
    wishes(ada, CUP, 22, 5);
    told(ada, CUP, "variation_sold_out", "2026-11-29 13:02:00+00:00");

    ada.says("/listings");
    ada.awaitMessage("1. Cup & saucer <b> –");
    ada.presses("1");
    ada.awaitMessage("CUP-SAND");

    assertThat(ada.messages().get(0).text())
        .isEqualTo(
            """
            Cup & saucer <b>
            9 left
            • Blue: sold out – CUP-BLUE
            • Sand: 9 left – CUP-SAND – low at 5

            Low at 2 left, the usual number.
            I last told you: a variation sold out, Sun 29 Nov, 14:02""");
    assertThat(labels(ada.messages().get(0)))
        .containsExactly(
            "Low at…",
            "Mute for a day",
            "Mute for a week",
            "Until it's back in stock",
            "Open listing",
            "Edit listing",
            "◀ Back to the list");
    ada.presses("◀ Back to the list");
    ada.awaitMessage("Your listings");
    ada.presses("2");
    ada.awaitMessage("I have not told you anything about it yet.");
    assertThat(ada.messages()).hasSize(1);
  }

  @Test
  void cardSaysWhoseNumberItsThresholdIs() {
    watches(ada, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Mug", "active", 3);
    rows.update("INSERT INTO offering (listing_id, product_id, sku) VALUES (?, 1, 'MUG-1')", MUG);

    assertThat(card(ada, MUG)).contains("SKU: MUG-1", "Low at 2 left, the usual number.");
    rows.update("UPDATE subscription SET low_threshold = 4");
    assertThat(card(ada, MUG)).contains("Low at 4 left, like the whole shop.");
    wishes(ada, MUG, 0, 5);
    assertThat(card(ada, MUG)).contains("Low at 5 left: you chose that for this listing.");
    rows.update("UPDATE listing_wish SET low_threshold = 0");
    assertThat(card(ada, MUG)).contains("I won't tell you when it runs low: you chose that");
    rows.update("UPDATE listing SET most_seen = 1");
    assertThat(card(ada, MUG)).contains("It is never low");
    rows.update("UPDATE listing SET state = 'inactive'");
    assertThat(card(ada, MUG)).contains("Not for sale right now");
  }

  @Test
  void cardFitsAMessageWithAsManyVariationsAsItHolds() {
    watches(ada, BLUE_MUGS);
    watches(ada, RED_POTS);
    lists(CUP, BLUE_MUGS, "T".repeat(140) + " ☕".repeat(200), "active", 9);
    IntStream.range(0, 100)
        .forEach(n -> offers(CUP, 100 + n, "Variation ".repeat(9) + n, "S".repeat(80) + n, n));
    rows.update("UPDATE seller SET shop_name = ?", "B".repeat(200));
    wishes(ada, CUP, 0, 999);
    told(ada, CUP, "variation_sold_out", "2026-11-29 13:02:00+00:00");
    rows.update("UPDATE listing_wish SET muted_until = CURRENT_TIMESTAMP + INTERVAL '1' DAY");

    assertThat(card(ada, CUP))
        .contains("… and 7", "more variations", "Muted until", "I last told you");
    assertThat(last(ada).text().length()).isBetween(3700, 4096);
  }

  @Test
  void cardMutesForAWhileOrUntilItIsBack() {
    watches(ada, BLUE_MUGS);
    watches(grace, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Mug", "sold_out", 0);
    wishes(ada, MUG, 0, 5);
    assertThat(card(ada, MUG)).contains("Sold out").doesNotContain("Muted");
    assertThat(labels(last(ada))).contains("Until it's back in stock", "All listings");

    ada.presses("Mute for a day");
    ada.awaitMessage("Muted until");
    assertThat(hoursMuted()).isBetween(23L, 24L);
    assertThat(labels(ada.messages().get(0))).contains("Unmute").doesNotContain("Mute for a week");
    ada.presses("Unmute");
    ada.awaitMessage(m -> !m.text().contains("Muted"), PATIENCE);
    assertThat(hoursMuted()).isNull();
    ada.presses("Mute for a week");
    ada.awaitMessage("Muted until");
    assertThat(hoursMuted()).isBetween(24 * 7 - 1L, 24 * 7L);
    ada.presses("Unmute");
    ada.awaitMessage(m -> !m.text().contains("Muted"), PATIENCE);
    ada.presses("Until it's back in stock");
    ada.awaitMessage("Muted until it's back in stock");
    assertThat(hoursMuted()).isNull();

    // then the other chat has nothing of it, and the threshold is still there
    assertThat(
            rows.queryForList("SELECT chat_id, low_threshold, muted_until_back FROM listing_wish"))
        .singleElement()
        .satisfies(wish -> assertThat(wish.values()).containsExactly(chatId(ada), 5, true));
    assertThat(ada.messages()).hasSize(1);

    // when it is back, there is nothing to wait for
    rows.update("UPDATE listing_wish SET muted_until_back = FALSE");
    rows.update("UPDATE listing SET state = 'active', quantity = 4");
    pressShown(ada, "m:" + MUG + ":back");
    ada.awaitMessage("4 left");
    assertThat(count("listing_wish WHERE muted_until_back = TRUE")).isZero();
  }

  @Test
  void foreignListingIsNeitherShownNorMuted() {
    watches(ada, BLUE_MUGS);
    watches(grace, RED_POTS);
    lists(MUG, BLUE_MUGS, "Mug", "active", 3);

    assertThat(card(grace, MUG))
        .isEqualTo("I do not watch that listing in this chat, or it is gone.");
    pressShown(grace, "m:" + MUG + ":day");
    pressShown(grace, "p:a0");
    grace.awaitMessage("I see no listings for sale or sold out yet");
    assertThat(count("listing_wish")).isZero();
  }

  // --- Several shops ----------------------------------------------------------------------------

  @Test
  void shopIsNamedOnlyWhereTheChatHasSeveral() {
    watches(ada, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Mug", "sold_out", 0);
    lists(CUP, BLUE_MUGS, "Cup", "active", 1);

    ada.says("/listings");
    assertThat(ada.awaitMessage("1. Mug – sold out").text()).doesNotContain("BlueMugs");
    assertThat(card(ada, MUG)).doesNotContain("BlueMugs");
    ada.says("/status");
    assertThat(ada.awaitMessage("Sold out now:").text()).contains("• Mug\n", "• Cup: 1 left");

    watches(ada, RED_POTS);
    lists(POT, RED_POTS, "Pot", "active", 30);
    ada.says("/listings");
    assertThat(ada.awaitMessage("1. Mug (BlueMugs) – sold out").text())
        .contains("3. Pot (RedPots) – 30 left");
    assertThat(card(ada, MUG)).contains("Shop: BlueMugs");
    ada.says("/status");
    ada.awaitMessage("• Cup (BlueMugs): 1 left");
  }

  @Test
  void shopsAreListedWithTheirState() {
    watches(ada, BLUE_MUGS);
    watches(ada, RED_POTS);
    rows.update(
        "INSERT INTO shop_watch (seller_id, shop_id, looked_at) VALUES (?, 1, CURRENT_TIMESTAMP)",
        BLUE_MUGS);

    ada.says("/shops");
    assertThat(ada.awaitMessage("BlueMugs: last look").text())
        .containsPattern(
            "BlueMugs: last look (just now|\\d+ seconds? ago)\\.\n.*RedPots: my first look is on");
    assertThat(labels(last(ada)))
        .containsExactly("Stop watching BlueMugs", "Stop watching RedPots", "Add a shop");

    rows.update(
        "UPDATE shop_watch SET failing_since = CURRENT_TIMESTAMP - INTERVAL '5' HOUR, trouble = 'x'");
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed, revoked_at)"
            + " VALUES (?, '', '', CAST('2026-11-03 10:00:00+00:00' AS TIMESTAMP(6) WITH TIME ZONE))",
        RED_POTS);
    ada.says("/shops");
    assertThat(ada.awaitMessage("for 5 h. I keep trying").text())
        .contains("RedPots: I have had no access since 3 November");
    assertThat(labels(last(ada))).contains("Log in again");

    grace.says("/shops");
    grace.awaitMessage("I'm not watching a shop for this chat");
  }

  @Test
  void oneShopIsForgottenWithoutTheOthers() {
    watches(ada, BLUE_MUGS);
    watches(ada, RED_POTS);
    watches(grace, RED_POTS);
    lists(MUG, BLUE_MUGS, "Mug", "active", 3);
    lists(POT, RED_POTS, "Pot", "active", 3);
    for (long listing : List.of(MUG, POT)) {
      wishes(ada, listing, 0, 5);
      told(ada, listing, "low", "2026-11-29 13:02:00+00:00");
      rows.update(
          "INSERT INTO low_told (chat_id, listing_id, variation, seller_id, event_id)"
              + " SELECT ?, listing_id, 0, seller_id, 0 FROM listing WHERE listing_id = ?",
          chatId(ada),
          listing);
    }
    wishes(grace, POT, 0, 7);
    rows.update(
        "INSERT INTO alert (chat_id, message, link_of) VALUES (?, '{}', ?)", chatId(ada), RED_POTS);

    // when one that another chat watches too is stopped
    ada.says("/stop");
    ada.awaitMessage("Which shop shall I stop watching?");
    assertThat(labels(last(ada)))
        .containsExactly("BlueMugs", "RedPots", "All of them, and this chat", "No, keep watching");
    ada.presses("RedPots");
    ada.awaitMessage("Shall I stop watching RedPots in this chat?");
    ada.presses("Yes, stop watching it");
    ada.awaitMessage("Done: I no longer watch RedPots in this chat. I still watch BlueMugs.");

    // then
    assertThat(sellersOf(ada)).containsExactly(BLUE_MUGS);
    assertThat(sellersOf(grace)).containsExactly(RED_POTS);
    assertThat(rows.queryForList("SELECT listing_id FROM listing ORDER BY 1", Long.class))
        .containsExactly(MUG, POT);
    assertThat(rows.queryForList("SELECT listing_id FROM low_told", Long.class))
        .containsExactly(MUG);
    assertThat(
            rows.queryForList("SELECT low_threshold FROM listing_wish ORDER BY 1", Integer.class))
        .containsExactly(5, 7);
    assertThat(count("alert")).isEqualTo(1);

    // when the last one is stopped, from the list of shops, and a button is pressed again
    ada.says("/shops");
    ada.awaitMessage("BlueMugs: my first look");
    ada.presses("Stop watching BlueMugs");
    ada.awaitMessage("Shall I stop watching BlueMugs in this chat?");
    ada.presses("Yes, stop watching it");
    ada.awaitMessage("there is no other shop in this chat");
    press(ada, "u:" + BLUE_MUGS + ":yes");
    press(ada, "u:" + RED_POTS);
    await()
        .atMost(PATIENCE)
        .until(
            () -> said(ada, "I do not watch that shop in this chat, so I changed nothing.") == 2);

    // then nothing of it is left, and the chat is known
    assertThat(rows.queryForList("SELECT seller_id FROM seller", Long.class))
        .containsExactly(RED_POTS);
    assertThat(count("listing WHERE seller_id = " + BLUE_MUGS)).isZero();
    assertThat(count("alert")).isZero();
    assertThat(chatId(ada)).isPositive();
  }

  @Test
  void stopOfAllShopsForgetsTheChat() {
    watches(ada, BLUE_MUGS);
    watches(ada, RED_POTS);

    ada.says("/stop");
    ada.awaitMessage("Which shop shall I stop watching?");
    ada.presses("All of them, and this chat");
    assertThat(ada.awaitMessage("Shall I forget BlueMugs and RedPots").text())
        .contains("I'll delete everything I keep for this chat");
    assertThat(ada.messages().get(0).buttons()).isEmpty();
    ada.presses("Yes, forget everything");

    ada.awaitMessage("I have forgotten");
    assertThat(count("chat")).isZero();
    assertThat(count("seller")).isZero();
  }

  // --- Groups -----------------------------------------------------------------------------------

  @Test
  void membersOfAGroupReadButChangeNothing() {
    GroupChat club = telegram.group("Mug club", telegram.person("Olga"));
    watches(club, BLUE_MUGS);
    rows.update("UPDATE subscription SET linked_by = ?", address(ada));
    lists(MUG, BLUE_MUGS, "Mug", "active", 3);

    grace.saysIn(club, "/listings@lowstock_bot");
    club.awaitMessage("1. Mug – 3 left");
    grace.pressesIn(club, "1");
    club.awaitMessage("Low at 2 left");
    grace.pressesIn(club, "Mute for a day");
    press(club, grace, "u:" + BLUE_MUGS);
    press(club, grace, "u:" + BLUE_MUGS + ":yes");
    press(club, grace, "forget-all");
    grace.saysIn(club, "/export@lowstock_bot");
    await()
        .atMost(PATIENCE)
        .until(() -> said(club, "In a group, only its admins and the person who linked") == 5);
    assertThat(count("listing_wish")).isZero();
    assertThat(sellersOf(club)).containsExactly(BLUE_MUGS);
    assertThat(telegram.requests("sendDocument")).noneMatch(sent -> isFor(club, sent));

    ada.pressesIn(club, "Mute for a day");
    club.awaitMessage("Muted until");
    ada.saysIn(club, "/export@lowstock_bot");
    await()
        .atMost(PATIENCE)
        .until(
            () -> telegram.requests("sendDocument").stream().anyMatch(sent -> isFor(club, sent)));
  }

  // --- Export -----------------------------------------------------------------------------------

  @Test
  void exportIsAFileThatSpreadsheetsReadAsText() {
    watches(ada, BLUE_MUGS);
    watches(ada, RED_POTS);
    rows.update("UPDATE chat SET time_zone = 'Europe/Berlin'");
    lists(MUG, BLUE_MUGS, "=HYPERLINK(&quot;x&quot;), <blue>", "active", 3);
    rows.update("UPDATE listing SET url = 'https://www.etsy.com/listing/1/mug'");
    rows.update("INSERT INTO offering (listing_id, product_id, sku) VALUES (?, 1, '-1+2')", MUG);
    lists(CUP, BLUE_MUGS, "Cup ☕", "active", 9);
    offers(CUP, 21, "Blue, L", "CUP-BLUE", 0);
    offers(CUP, 22, "Sand", "CUP-SAND", 9);
    wishes(ada, CUP, 22, 5);
    lists(JUG, BLUE_MUGS, "Jug", "sold_out", 2);
    wishes(ada, JUG, 0, 1);
    rows.update("UPDATE listing_wish SET muted_until_back = TRUE WHERE listing_id = ?", JUG);
    lists(POT, RED_POTS, "Pot", "inactive", 4);
    wishes(ada, POT, 0, 7);
    rows.update(
        "UPDATE listing_wish SET muted_until = CAST('2099-12-31 23:30:00+00:00' AS TIMESTAMP(6) WITH TIME ZONE)"
            + " WHERE listing_id = ?",
        POT);

    ada.says("/export");

    UploadedFile file = awaitFiles(ada, 1).get(0);
    assertThat(file.filename()).matches("stock-\\d{4}-\\d\\d-\\d\\d\\.csv");
    assertThat(file.text())
        .isEqualTo(
            """
            \ufeffShop,Listing ID,Title,State,Variation,SKU,Left,Low at,Muted until,URL
            BlueMugs,700000001,"'=HYPERLINK(""x""), <blue>",active,,'-1+2,3,2,,https://www.etsy.com/listing/1/mug
            BlueMugs,700000002,Cup ☕,active,"Blue, L",CUP-BLUE,0,2,,https://www.etsy.com/listing/700000002
            BlueMugs,700000002,Cup ☕,active,Sand,CUP-SAND,9,5,,https://www.etsy.com/listing/700000002
            BlueMugs,700000003,Jug,sold_out,,,0,1,until it's back in stock,https://www.etsy.com/listing/700000003
            RedPots,700000011,Pot,inactive,,,4,7,2100-01-01 00:30,https://www.etsy.com/listing/700000011
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void exportIsMadeAFewTimesOnly() {
    ada.says("/export");
    ada.awaitMessage("I'm not watching a shop for this chat");
    watches(ada, BLUE_MUGS);
    ada.says("/export");
    ada.awaitMessage("There is nothing to export yet");
    lists(MUG, BLUE_MUGS, "Mug", "active", 3);
    ada.says("/export");
    awaitFiles(ada, 1);
    ada.says("/export");
    ada.awaitMessage("You have asked for several files");
    assertThat(awaitFiles(ada, 1)).hasSize(1);
  }

  // --- Many -------------------------------------------------------------------------------------

  @Test
  void twelveThousandListingsAnswerWithinASecond() {
    watches(ada, BLUE_MUGS);
    new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()))
        .executeWithoutResult(status -> fill(12_000));
    // the first time, classes are loaded and plans are made
    ada.says("/listings");
    ada.awaitMessage("12,000 in all");
    ada.says("/find mug");
    ada.awaitMessage("Found for “mug”: 12,000");

    List<String> slow = new ArrayList<>();
    for (String pressed : List.of("p:a0", "p:a600", "p:a1199", "p:l3", "p:o7", "p:f0:11999 blue")) {
      // On a machine that does other things, the fastest of some tells how long it takes.
      Duration took =
          IntStream.range(0, 5).mapToObj(n -> answers(pressed)).min(Duration::compareTo).get();
      if (took.compareTo(Duration.ofSeconds(1)) > 0) {
        slow.add(pressed + " took " + took.toMillis() + " ms");
      }
    }
    assertThat(slow).isEmpty();
    ada.says("/export");
    assertThat(awaitFiles(ada, 1).get(0).text().lines()).hasSize(1 + 3 * 12_000);
  }

  private Duration answers(String pressed) {
    rows.update("DELETE FROM chat_use");
    int before = edits();
    Instant began = Instant.now();
    press(ada, ada, ada.messages().get(0).messageId(), pressed);
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> edits() > before);
    return Duration.between(began, Instant.now());
  }

  private int edits() {
    return telegram.requests("editMessageText").size();
  }

  private void fill(int listings) {
    List<Object[]> all = new ArrayList<>();
    List<Object[]> offerings = new ArrayList<>();
    for (int n = 0; n < listings; n++) {
      boolean out = n % 40 == 0;
      all.add(
          new Object[] {
            n + 1,
            BLUE_MUGS,
            out ? "sold_out" : "active",
            "A mug to drink from, no. " + n,
            out ? 0 : 3 * (n % 50),
            1,
            n % 7,
            30.0
          });
      for (int v = 0; v < 3; v++) {
        offerings.add(
            new Object[] {
              n + 1, 10L * n + v, 10L * n + v, "SKU-" + n + "-" + v, "Blue " + v, n % 50
            });
      }
    }
    rows.batchUpdate(
        "INSERT INTO listing (listing_id, seller_id, state, title, quantity, changed_tsz, sold,"
            + " sold_days) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        all);
    rows.batchUpdate(
        "INSERT INTO offering (listing_id, product_id, variation, sku, name, quantity)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        offerings);
  }

  // --- What is there, and what is asked ---------------------------------------------------------

  private void wishes(TelegramChat chat, long listing, long variation, int threshold) {
    rows.update(
        "INSERT INTO listing_wish (chat_id, listing_id, variation, low_threshold)"
            + " VALUES (?, ?, ?, ?)",
        chatId(chat),
        listing,
        variation,
        threshold);
  }

  private void told(TelegramChat chat, long listing, String kind, String at) {
    rows.update(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, described_at)"
            + " SELECT 'told ' || listing_id, ?, listing_id, seller_id, CURRENT_TIMESTAMP"
            + " FROM listing WHERE listing_id = ?",
        kind,
        listing);
    rows.update(
        "INSERT INTO alert (chat_id, event_id, state, closed_at)"
            + " SELECT ?, id, 'delivered', CAST('"
            + at
            + "' AS TIMESTAMP(6) WITH TIME ZONE) FROM stock_event WHERE listing_id = ?",
        chatId(chat),
        listing);
  }

  private @Nullable Long hoursMuted() {
    OffsetDateTime until =
        rows.queryForObject("SELECT muted_until FROM listing_wish", OffsetDateTime.class);
    return until == null ? null : Duration.between(Instant.now(), until).plusMinutes(1).toHours();
  }

  /** Opens the card as a button under an alert does. */
  private String card(Person person, long listing) {
    int before = person.messages().size();
    press(person, "c:" + listing);
    person.awaitMessage(m -> person.messages().size() > before, PATIENCE);
    return last(person).text();
  }

  private List<UploadedFile> awaitFiles(TelegramChat chat, int count) {
    await().atMost(PATIENCE).until(() -> files(chat).size() >= count);
    return files(chat);
  }

  private List<UploadedFile> files(TelegramChat chat) {
    return telegram.requests("sendDocument").stream()
        .filter(sent -> isFor(chat, sent))
        .map(sent -> (UploadedFile) Objects.requireNonNull(sent.parameters().get("document")))
        .toList();
  }

  private static boolean isFor(TelegramChat chat, TelegramRequest sent) {
    return sent.text("chat_id").filter(address(chat)::equals).isPresent();
  }

  /** A client may send any data with any message, whatever buttons it was shown. */
  private void pressShown(Person person, String data) {
    press(person, person, last(person).messageId(), data);
  }
}
