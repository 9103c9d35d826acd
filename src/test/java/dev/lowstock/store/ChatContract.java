package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.bot.QuietBot;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.sandbox.ChatButton;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.stock.OfferingChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A bot that answers in the sandbox's Telegram, through the real route files, on any database. Each
 * test begins with empty tables and with people who have written nothing yet.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChatContract {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final long BLUE_MUGS = 10_000_001;
  static final long RED_POTS = 10_000_002;
  static final long MUG = 700_000_001;
  static final long CUP = 700_000_002;
  static final long JUG = 700_000_003;
  static final long POT = 700_000_011;

  final SandboxTelegram telegram = SandboxTelegram.start();
  Database database;
  QuietBot bot;
  JdbcTemplate rows;
  Person ada;
  Person grace;
  private long updateId = 800_000_000;

  abstract Database open(Path folder);

  /** More settings of the bot, and numbers of the house; the folder is for its files. */
  Map<String, String> settings(Path folder) throws IOException {
    return Map.of();
  }

  /** Whether the bot delivers what is due by itself; otherwise {@link #deliverAll} does it. */
  boolean deliversByItself() {
    return false;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
    Map<String, String> settings = new HashMap<>(settings(folder));
    settings.put("ETSY_API", "v3");
    settings.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    settings.put("TELEGRAM_API_URL", telegram.baseUri());
    bot = QuietBot.with(database, settings, RouteFiles.find("v3", null).includePattern());
    bot.camel().getRouteController().startRoute("poll-telegram");
    if (deliversByItself()) {
      bot.camel().getRouteController().startRoute("deliver-alerts");
    }
  }

  @AfterAll
  void stop() {
    bot.close();
    database.close();
    telegram.close();
  }

  @BeforeEach
  void empty(TestInfo test) {
    // A transaction of the test before could wait for a row deleted here, and the other way round.
    await().atMost(PATIENCE).until(this::isIdle);
    for (String table : List.of("chat_use", "chat", "seller")) {
      rows.update("DELETE FROM " + table);
    }
    String name = Integer.toHexString(test.getDisplayName().hashCode());
    ada = telegram.person("Ada " + name).knowsTheBot();
    grace = telegram.person("Grace " + name).knowsTheBot();
  }

  /** Whether the bot has answered all that was said and, by itself, delivered all that was due. */
  private boolean isIdle() {
    return telegram.unconfirmedUpdates() == 0
        && (!deliversByItself()
            || count("alert WHERE state = 'due'") + count("chat WHERE lease_owner IS NOT NULL")
                == 0);
  }

  // --- What is there ----------------------------------------------------------------------------

  /** Adds a seller with one shop. */
  void opens(long seller) {
    rows.update(
        "INSERT INTO seller (seller_id, shop_name) VALUES (?, ?)",
        seller,
        seller == BLUE_MUGS ? "BlueMugs" : "RedPots");
  }

  /** Adds a seller who gave access to a shop, which was looked at just now. */
  void opensAndIsLookedAt(long seller) {
    opens(seller);
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, 't', 's')",
        seller);
    rows.update(
        "INSERT INTO shop_watch (seller_id, shop_id, looked_at, full_look_at)"
            + " VALUES (?, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)",
        seller,
        seller);
  }

  /** In a group, nobody linked the shop. */
  void watches(TelegramChat chat, long seller) {
    watches(chat, seller, chat instanceof Person person ? person : null);
  }

  /** Adds the chat and the seller too, where they are missing. */
  void watches(TelegramChat chat, long seller, @Nullable Person linkedBy) {
    if (count("seller WHERE seller_id = " + seller) == 0) {
      opens(seller);
    }
    if (count("chat WHERE address = '" + address(chat) + "'") == 0) {
      rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', ?)", address(chat));
    }
    rows.update(
        "INSERT INTO subscription (chat_id, seller_id, linked_by)"
            + " VALUES (?, ?, CAST(? AS VARCHAR(40)))",
        chatId(chat),
        seller,
        linkedBy == null ? null : address(linkedBy));
  }

  void lists(long listing, long seller, String title, String state, int quantity) {
    rows.update(
        "INSERT INTO listing (listing_id, seller_id, state, title, quantity, changed_tsz)"
            + " VALUES (?, ?, ?, ?, ?, 0)",
        listing,
        seller,
        state,
        title,
        quantity);
  }

  void offers(long listing, long product, String name, int quantity) {
    offers(listing, product, name, null, quantity);
  }

  void offers(long listing, long product, String name, @Nullable String sku, int quantity) {
    rows.update(
        "INSERT INTO offering (listing_id, product_id, variation, name, sku, quantity)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        listing,
        product,
        product,
        name,
        sku,
        quantity);
  }

  /** Owes an alert of a new stock event to one chat. */
  long owe(String address, long listing, String kind, List<OfferingChange> offerings) {
    String key = address + ":" + listing + ":" + kind + ":" + count("stock_event");
    rows.update(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, title, quantity,"
            + " offerings, described_at)"
            + " SELECT ?, ?, listing_id, seller_id, title, quantity, ?, CURRENT_TIMESTAMP"
            + " FROM listing WHERE listing_id = ?",
        key,
        kind,
        new OfferingJson().write(offerings),
        listing);
    rows.update(
        "INSERT INTO alert (chat_id, event_id)"
            + " SELECT c.id, e.id FROM chat c, stock_event e WHERE c.address = ? AND e.event_key = ?",
        address,
        key);
    return Objects.requireNonNull(rows.queryForObject("SELECT MAX(id) FROM alert", Long.class));
  }

  int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }

  long chatId(TelegramChat chat) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT id FROM chat WHERE address = ?", Long.class, address(chat)));
  }

  List<Long> sellersOf(TelegramChat chat) {
    return rows.queryForList(
        "SELECT x.seller_id FROM subscription x JOIN chat c ON c.id = x.chat_id"
            + " WHERE c.address = ? ORDER BY 1",
        Long.class,
        address(chat));
  }

  static String address(TelegramChat chat) {
    return Long.toString(chat.chatId());
  }

  // --- What is said and told --------------------------------------------------------------------

  void press(Person person, String data) {
    press(person, person, data);
  }

  /** Presses a button of a message that is gone. */
  void press(TelegramChat chat, Person person, String data) {
    press(chat, person, 1, data);
  }

  /** A client may send any data with any message, whatever buttons it was shown. */
  void press(TelegramChat chat, Person person, long messageId, String data) {
    updateId += 100;
    telegram.numberUpdatesFrom(updateId);
    String type = chat instanceof Person ? "private" : "group";
    telegram.enqueue(
        Map.of(
            "update_id",
            updateId,
            "callback_query",
            Map.of(
                "id",
                "1",
                "from",
                Map.of("id", person.chatId()),
                "message",
                Map.of("message_id", messageId, "chat", Map.of("id", chat.chatId(), "type", type)),
                "data",
                data)));
  }

  /** Delivers what is due, as deliver-alerts does. */
  void deliverAll() {
    for (Batch batch = claim(); batch != null; batch = claim()) {
      bot.deliver(batch);
      assertThat(count("chat WHERE lease_owner IS NOT NULL")).isZero();
    }
  }

  @Nullable Batch claim() {
    freeChats();
    return bot.outbox().claim();
  }

  /** Lets each chat be written to again at once. */
  void freeChats() {
    rows.update("UPDATE chat SET hold_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
  }

  static List<ChatMessage> awaitAnswers(TelegramChat chat, int count) {
    chat.awaitMessage(message -> chat.messages().size() >= count, PATIENCE);
    return chat.messages();
  }

  static ChatMessage last(TelegramChat chat) {
    return chat.messages().get(chat.messages().size() - 1);
  }

  static long said(TelegramChat chat, String text) {
    return chat.messages().stream().filter(message -> message.text().contains(text)).count();
  }

  static List<String> labels(ChatMessage message) {
    return message.buttons().stream().map(ChatButton::label).toList();
  }
}
