package dev.lowstock.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.alert.Alert;
import dev.lowstock.alert.AlertJson;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.etsy.login.CallbackAddress;
import dev.lowstock.etsy.login.CallbackPage;
import dev.lowstock.etsy.login.CallbackRequest;
import dev.lowstock.etsy.login.LogInChat;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.StockEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Titles, SKUs, names and troubles that want to be more than text, in everything the bot writes:
 * each message has the tags it has for plain words, and shows the words as they were.
 */
class HostileTextTest {
  private static final String PLAIN = "Word";
  private static final String OTHER = "Blue";
  private static final Instant NOW = Instant.parse("2026-11-03T09:30:00Z");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> KINDS =
      List.of(
          StockEvent.SOLD_OUT,
          StockEvent.VARIATION_SOLD_OUT,
          StockEvent.LOW,
          StockEvent.TAKEN_DOWN,
          StockEvent.RESTOCKED,
          "own_kind");

  private final Messages messages = new Messages(null);
  private final AlertText alerts = new AlertText(messages, true);
  private final Replies replies = new Replies(messages, alerts, null, null, true, true);
  private final StockStatus status = new StockStatus(messages);
  private final Summaries summaries = new Summaries(messages);
  private final CallbackPage page =
      new CallbackPage(messages, Optional::empty, address -> Optional.empty(), false);

  /** What somebody writes, and what is to be seen of it. */
  record Written(String text, String seen) {
    static Written asItIs(String text) {
      return new Written(text, text);
    }
  }

  static Stream<Written> hostile() {
    return Stream.of(
        Written.asItIs("<b>bold</b>"),
        Written.asItIs("</b></a></code><script>alert(1)</script>"),
        Written.asItIs("\"><a href=\"https://evil.example\">press</a>"),
        Written.asItIs("' onload='x"),
        Written.asItIs("<!-- <tg-spoiler>"),
        Written.asItIs("*bold* _under_ [press](https://evil.example) `code` ||x||"),
        Written.asItIs("{title} {sku} {shop} ${state} {{TELEGRAM_TOKEN}} $1 \\n"),
        Written.asItIs("@everyone /stop #tag"),
        Written.asItIs("Mug 👩‍👩‍👧‍👦 کتاب‌ها é"),
        Written.asItIs("a\u200bb\ufeffc"),
        new Written("pay\u202Etxt.exe\u2066x", "paytxt.exex"),
        new Written("nul\u0000bell\u0007esc\u001b[31m\u009b", "nulbellesc[31m"),
        new Written("half\ud83d of a smile", "half of a smile"),
        new Written("half\ude00 of a smile", "half of a smile"));
  }

  /** Etsy's titles hold HTML entities, which are read. */
  static Stream<Written> coded() {
    return Stream.of(
        new Written("&lt;b&gt;bold&lt;/b&gt;", "<b>bold</b>"),
        new Written("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        new Written("&#60;script&#62;", "<script>"),
        new Written("&quot;&gt;&lt;a href=&quot;x&quot;&gt;", "\"><a href=\"x\">"),
        new Written("half&#55357; of a smile", "half of a smile"),
        new Written("nul&#0;esc&#27;over&#8238;ride", "nulescoverride"),
        new Written("two&#10;lines&#13;&#10;more", "two lines more"),
        new Written("&#99999999999; &bogus; &", "&#99999999999; &bogus; &"));
  }

  @ParameterizedTest
  @MethodSource({"hostile", "coded"})
  void alertShowsWhatSellersWrite(Written evil) {
    for (String kind : KINDS) {
      isTheSame(word -> alerts.write(List.of(alert(kind, word)), "en", true).message(), evil, kind);
      isTheSame(
          word -> alerts.write(List.of(alert(kind, word), alert(kind, word)), "en", true).message(),
          evil,
          kind);
    }
  }

  @ParameterizedTest
  @MethodSource({"hostile", "coded"})
  void titleInTheStatusIsText(Written evil) {
    isTheSame(
        word ->
            status.status(
                request(OTHER, "en"),
                List.of(shop(OTHER, null)),
                List.of(listing(word, null)),
                List.of(listing(word, OTHER)),
                false,
                0,
                List.of()),
        evil,
        "status");
    isTheSame(
        word ->
            replies.status(
                request(OTHER, "en"),
                List.of(shop(OTHER, null)),
                List.of(listing(word, null)),
                List.of()),
        evil,
        "status of v2");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void namesAndTroublesAreText(Written evil) {
    Map<String, Writing> written = new LinkedHashMap<>();
    written.put("linked", word -> replies.linked("en", word, 7));
    written.put(
        "forget", word -> replies.askToForget(request(word, "en"), List.of(shop(word, null))));
    written.put(
        "status",
        word ->
            status.status(
                request(word, "en"),
                List.of(shop(word, word)),
                List.of(),
                List.of(listing(OTHER, word)),
                true,
                1,
                List.of()));
    written.put(
        "summary",
        word -> summaries.baseline(new SummaryRows.Shop(word, 1, 2, 3, 4, 5), "en", true));
    written.put("resumed", word -> summaries.resumed(word, NOW, Map.of("sold_out", 1), "en", null));
    written.put(
        "help",
        word ->
            new Replies(messages, alerts, word, null, true, true)
                .help(request(word, "en"), List.of()));
    written.forEach((name, write) -> isTheSame(write, evil, name));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void nameOfAChatIsCleanedAndItsLanguageIsOneOrNone(Written evil) {
    Map<String, Object> update =
        Map.of(
            "message",
            Map.of(
                "text", "/start",
                "chat", Map.of("id", 1001, "type", "private", "first_name", evil.text()),
                "from", Map.of("id", 1001, "language_code", evil.text())));

    ChatRequest request = ChatRequest.of(update, () -> "LowstockBot", Bundled::ofV3, true);

    assertThat(request.language()).isNull();
    assertThat(request.chatName()).doesNotContainPattern("\\p{Cc}|\\p{Cs}|\u202e|\u2066");
    isTheSame(
        word -> replies.welcome(request(word, word), "https://www.etsy.com/", List.of()),
        evil,
        "start");
    CallbackRequest asked = new CallbackRequest(new CallbackAddress("c", "s", ""), false, false);
    isTheSame(word -> message(page.linked(login(request.chatName()), word, 7)), evil, "linked");
    isTheSame(word -> message(page.linked(login(word), OTHER, 7)), evil, "chat of linked");
    isTheSame(word -> message(page.ask(asked, login(word))), evil, "asked");
  }

  @ParameterizedTest
  @MethodSource({"hostile", "coded"})
  void programReadsTheTitleToo(Written evil) throws Exception {
    Alert alert = alert(StockEvent.SOLD_OUT, evil.text());
    Message message = alerts.write(List.of(alert), "en", false).message();

    String json = new String(bytes(new AlertJson().of(alert, message)), UTF_8);

    assertThat(JSON.readTree(json).path("title").textValue()).isEqualTo(evil.seen());
    assertThat(JSON.readTree(json).path("url").textValue())
        .isEqualTo("https://www.etsy.com/listing/700000001");
  }

  static Stream<String> addresses() {
    return Stream.of(
        "javascript:alert(1)",
        "http://www.etsy.com/listing/1",
        "https://www.etsy.com.evil.example/",
        "https://www.etsy.com@evil.example/",
        "https://evil.example/https://www.etsy.com/",
        "//evil.example",
        "tg://resolve?domain=evil",
        "https://www.etsy.com",
        "\thttps://www.etsy.com/");
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void buttonsLeadToEtsyOnly(String url) {
    Alert alert =
        new Alert(1, StockEvent.SOLD_OUT, 700_000_001, "Mug", "Shop", url, 0, List.of(), null);

    Message single = alerts.write(List.of(alert), "en", true).message();
    Message folded = alerts.write(List.of(alert, alert), "en", true).message();

    assertThat(single.buttons().stream().flatMap(List::stream).map(Button::url))
        .allMatch(link -> link == null || link.startsWith("https://www.etsy.com/"));
    assertThat(folded.html()).contains("href=\"https://www.etsy.com/").doesNotContain("evil");
    assertThat(single.html()).doesNotContain("evil");
  }

  @ParameterizedTest
  @MethodSource({"hostile", "coded"})
  void muchOfItIsCutToWhatAMessageHolds(Written evil) {
    String much = evil.text().repeat(4096 / evil.text().length() + 1);
    for (String kind : KINDS) {
      Message single = alerts.write(List.of(alert(kind, much)), "en", true).message();
      assertThat(tags(single)).isEqualTo(tags(write(kind, PLAIN)));
      assertThat(single.plain().length()).isLessThanOrEqualTo(Message.LIMIT);
      assertThat(bytes(single.html())).isNotEmpty();
    }
  }

  private Message write(String kind, String word) {
    return alerts.write(List.of(alert(kind, word)), "en", true).message();
  }

  private interface Writing {
    Message of(String word);
  }

  private static void isTheSame(Writing write, Written evil, String what) {
    Message plain = write.of(PLAIN);
    Message hostile = write.of(evil.text());

    assertThat(tags(hostile)).as(what).isEqualTo(tags(plain));
    assertThat(hostile.buttons()).as(what).isEqualTo(plain.buttons());
    assertThat(seen(hostile.html()))
        .as(what)
        .isEqualTo(seen(plain.html()).replace(PLAIN, evil.seen()));
    // Telegram takes no text that is not UTF-8.
    assertThat(bytes(hostile.html())).as(what).isNotEmpty();
  }

  /** As a call of Telegram or of a channel carries it. */
  private static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<String> tags(Message message) {
    return TAG.matcher(message.html()).results().map(MatchResult::group).toList();
  }

  private static String seen(String html) {
    return StringEscapeUtils.unescapeHtml4(TAG.matcher(html).replaceAll(""));
  }

  private static Message message(CallbackPage.Page page) {
    return new Message(page.html(), List.of());
  }

  private static Alert alert(String kind, String word) {
    return new Alert(1, kind, 700_000_001, word, word, null, 3, List.of(word, word + "2"), null)
        .about(
            kind.equals(StockEvent.SOLD_OUT)
                ? List.of()
                : List.of(new OfferingChange(1, word, word, 0)));
  }

  private static ChatRequest request(String chatName, String language) {
    return new ChatRequest(
        "start", "1001", "1001", language, "", null, null, null, false, false, chatName);
  }

  private static LogInChat login(String chatName) {
    return new LogInChat("telegram", "1001", null, "1001", "en", chatName);
  }

  private static WatchedShop shop(String name, @Nullable String trouble) {
    WatchedShop.Looks looks =
        trouble == null
            ? WatchedShop.Looks.NONE
            : new WatchedShop.Looks(null, null, NOW.minusSeconds(60), trouble, null, null);
    return new WatchedShop(7, name, NOW, false, null, 2, looks, null, null, NOW);
  }

  private static ListingLine listing(String title, @Nullable String name) {
    return new ListingLine(700_000_001, 7, title, name, 0);
  }
}
