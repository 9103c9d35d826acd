package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.TelegramFault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telegram refuses, slows down, is broken, or sends nonsense. */
final class TelegramTroubleScenario {
  private static Town town;
  private static Cable road;
  private static Program program;
  private static SandboxShop deskLamps;
  private static Person bob;

  @BeforeAll
  static void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries().sendsWebhooks();
    road = town.reachesTelegramByCable();
    program = town.runs();
    deskLamps = town.etsy.shop("DeskLamps");
    bob = town.watches(town.telegram.person("Bob"), deskLamps);
  }

  @AfterEach
  void heal() {
    town.telegram.heal();
    assertThat(program.isAlive()).isTrue();
  }

  @AfterAll
  static void close() {
    town.close();
    road.close();
  }

  @Test
  void chatThatIsSlowedDownWaitsAsToldAndHoldsUpNoOther() {
    // given
    SandboxShop shop = town.etsy.shop("ShopOfAda");
    Person ada = town.watches(town.telegram.person("Ada"), shop);
    long sent = town.sends(ada);
    town.telegram.failNext(1, "sendMessage", TelegramFault.rateLimits(4));

    // when
    SandboxListing mug = soldOut(shop, "Mug");
    await().atMost(Town.PATIENCE).until(() -> town.sends(ada) == sent + 1);
    SandboxListing lamp = soldOut(deskLamps, "Lamp");

    // then
    Town.awaitTold(bob, lamp);
    assertThat(Town.timesTold(ada, mug)).isZero();
    Town.awaitTold(ada, mug);
    List<Instant> tries = triesFor(ada);
    Instant refused = tries.get(tries.size() - 2);
    assertThat(Duration.between(refused, tries.get(tries.size() - 1)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void blockedBotRetiresTheChatUntilItIsUnblocked() {
    // given
    SandboxShop shop = town.etsy.shop("ShopOfCleo");
    Person cleo = town.watches(town.telegram.person("Cleo"), shop);

    // when
    cleo.blocksTheBot();
    program.awaitLine("Chat " + cleo.chatId() + ": the bot was blocked or removed");

    // then
    assertNotWrittenTo(cleo, shop);

    // when
    cleo.unblocksTheBot().says("/start");
    cleo.awaitMessage(message -> Town.loginUrls(cleo).size() == 2, Town.PATIENCE);

    // then
    Town.awaitTold(cleo, soldOut(shop, "Lamp"));
  }

  @Test
  void chatOfADeletedAccountIsRetiredByTheRefusalOfAnAlert() {
    // given
    SandboxShop shop = town.etsy.shop("ShopOfDora");
    Person dora = town.watches(town.telegram.person("Dora"), shop);
    dora.deletesTheAccount();

    // when
    soldOut(shop, "Mug");

    // then
    program.awaitLine("Chat " + dora.chatId() + " is retired");
    assertNotWrittenTo(dora, shop);
  }

  @Test
  void chatNotFoundRetiresTheChatAndStartBringsItBack() {
    // given
    SandboxShop shop = town.etsy.shop("ShopOfEmil");
    Person emil = town.watches(town.telegram.person("Emil"), shop);
    town.telegram.failNext(
        1, "sendMessage", TelegramFault.refuses(400, "Bad Request: chat not found"));

    // when
    soldOut(shop, "Mug");

    // then
    program.awaitLine("Chat " + emil.chatId() + " is retired");
    assertNotWrittenTo(emil, shop);

    // when
    town.startsLogIn(emil);

    // then
    Town.awaitTold(emil, soldOut(shop, "Lamp"));
  }

  @Test
  void unknown403DoesNotRetireTheChat() {
    SandboxShop shop = town.etsy.shop("ShopOfFay");
    Person fay = town.watches(town.telegram.person("Fay"), shop);
    town.telegram.failNext(
        1, "sendMessage", TelegramFault.refuses(403, "Forbidden: the moon is full"));

    SandboxListing mug = soldOut(shop, "Mug");

    Town.awaitTold(fay, mug);
  }

  @Test
  void groupThatBecameASupergroupIsFollowed() {
    // given
    SandboxShop shop = town.etsy.shop("ShopOfGus");
    Person gus = town.telegram.person("Gus");
    GroupChat club = town.telegram.group("Mug club", gus);
    gus.saysIn(club, "/start@lowstock_bot");
    shop.logsIn(Town.loginUrl(club));
    Town.awaitSummary(club, shop);

    // when Telegram says so by an update
    club.becomesSupergroup();

    // then
    Town.awaitTold(club, soldOut(shop, "Mug"));

    // when Telegram says so by its refusal of an alert
    GroupChat newClub = town.telegram.group("New mug club", gus);
    town.telegram.failNext(
        1,
        "sendMessage",
        new TelegramFault.Refuses(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            Map.of("migrate_to_chat_id", newClub.chatId())));

    // then
    Town.awaitTold(newClub, soldOut(shop, "Lamp"));
    Town.awaitTold(newClub, soldOut(shop, "Vase"));
  }

  @Test
  void alertIsDeliveredAfterAStormOfErrors() {
    SandboxShop shop = town.etsy.shop("ShopOfHal");
    Person hal = town.watches(town.telegram.person("Hal"), shop);
    town.telegram.failNext(1, "sendMessage", TelegramFault.refuses(500, "Internal Server Error"));
    town.telegram.failNext(1, "sendMessage", new TelegramFault.AnswersHtml(502));
    town.telegram.failNext(1, "sendMessage", new TelegramFault.HangsUp());

    SandboxListing mug = soldOut(shop, "Mug");

    Town.awaitTold(hal, mug);
    assertThat(Town.timesTold(hal, mug)).isEqualTo(1);
  }

  @Test
  void alertWhoseAnswerWasLostIsRepeatedOnceAtMost() {
    SandboxShop shop = town.etsy.shop("ShopOfIda");
    Person ida = town.watches(town.telegram.person("Ida"), shop);
    long sent = town.sends(ida);
    town.telegram.failNext(1, "sendMessage", new TelegramFault.LosesAnswer());

    SandboxListing mug = soldOut(shop, "Mug");
    await().atMost(Town.PATIENCE).until(() -> town.sends(ida) >= sent + 2);
    Town.awaitTold(ida, soldOut(shop, "Lamp"));

    assertThat(Town.timesTold(ida, mug)).isBetween(1L, 2L);
  }

  @Test
  void alertIsDeliveredOnceAfterConnectionsWereRefused() {
    SandboxShop shop = town.etsy.shop("ShopOfJo");
    Person jo = town.watches(town.telegram.person("Jo"), shop);

    road.isCut();
    SandboxListing mug = soldOut(shop, "Mug");
    awaitFailedSend(jo, "no connection");
    road.heals();

    Town.awaitTold(jo, mug);
    Town.awaitTold(jo, soldOut(shop, "Lamp"));
    assertThat(Town.timesTold(jo, mug)).isEqualTo(1);
  }

  @Test
  void alertIsDeliveredOnceThoughTheConnectionIsResetInTheMiddleOfIt() {
    SandboxShop shop = town.etsy.shop("ShopOfKim");
    Person kim = town.watches(town.telegram.person("Kim"), shop);

    road.resetsRequestAfter("A mug that is lost on its way");
    SandboxListing mug = soldOut(shop, "A mug that is lost on its way to Telegram");
    awaitFailedSend(kim, "the connection failed");

    Town.awaitTold(kim, mug);
    Town.awaitTold(kim, soldOut(shop, "Lamp"));
    assertThat(Town.timesTold(kim, mug)).isEqualTo(1);
  }

  @Test
  void alertWhoseAnswerIsResetInTheMiddleIsRepeatedOnceAtMost() {
    SandboxShop shop = town.etsy.shop("ShopOfLea");
    Person lea = town.watches(town.telegram.person("Lea"), shop);
    long sent = town.sends(lea);

    road.resetsAnswerAfter("A mug that Telegram took");
    SandboxListing mug = soldOut(shop, "A mug that Telegram took and did not say so");
    awaitFailedSend(lea, "the connection failed");
    await().atMost(Town.PATIENCE).until(() -> town.sends(lea) >= sent + 2);
    Town.awaitTold(lea, soldOut(shop, "Lamp"));

    assertThat(Town.timesTold(lea, mug)).isEqualTo(2);
  }

  @Test
  void updatesThatMakeNoSenseAreConfirmedAndPassedOver() {
    // given
    long next = 700_000_001L;
    town.telegram.numberUpdatesFrom(next);
    town.telegram.enqueue(Map.of("update_id", next, "message", "no message"));
    town.telegram.enqueue(
        Map.of(
            "update_id",
            next + 1,
            "message",
            Map.of("chat", Map.of("id", "odd"), "text", "/status")));
    town.telegram.enqueue(Map.of("message", "not even numbered"));
    town.telegram.enqueue(
        Map.of("update_id", next + 3, "callback_query", Map.of("id", 42, "data", List.of())));
    town.telegram.enqueue(Map.of("update_id", next + 4, "a_kind_of_next_year", Map.of()));

    // when
    Person jon = town.telegram.person("Jon").says("/help");

    // then
    jon.awaitMessage(message -> message.text().contains("/privacy"), Town.PATIENCE);
    await().atMost(Town.PATIENCE).until(() -> town.telegram.unconfirmedUpdates() == 0);
  }

  /**
   * Something sells out, and by the time that Bob has heard of his own, the chat was left alone.
   */
  private static void assertNotWrittenTo(TelegramChat chat, SandboxShop shop) {
    long sends = town.sends(chat);
    SandboxListing vase = soldOut(shop, "Vase");
    Town.awaitTold(bob, soldOut(deskLamps, "Lamp"));
    assertThat(town.sends(chat)).isEqualTo(sends);
    assertThat(Town.timesTold(chat, vase)).isZero();
  }

  private static void awaitFailedSend(TelegramChat chat, String why) {
    await()
        .atMost(Town.PATIENCE)
        .until(
            () ->
                program.lines().stream()
                    .filter(line -> line.contains("Chat " + chat.chatId() + ", alerts "))
                    .anyMatch(line -> line.contains(why)));
  }

  private static SandboxListing soldOut(SandboxShop shop, String title) {
    SandboxListing listing = shop.lists(title, 1, "SKU-" + title);
    listing.sellsOut();
    return listing;
  }

  private static List<Instant> triesFor(TelegramChat chat) {
    return town.telegram.requests("sendMessage").stream()
        .filter(sent -> Town.isFor(chat, sent))
        .map(sent -> sent.receivedAt())
        .toList();
  }
}
