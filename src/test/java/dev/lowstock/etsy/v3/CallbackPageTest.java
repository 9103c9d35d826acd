package dev.lowstock.etsy.v3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Messages;
import dev.lowstock.etsy.EtsyRefusedPin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackPageTest {
  private final CallbackPage page =
      new CallbackPage(new Messages(null), Optional::empty, address -> Optional.empty(), false);

  @Test
  void asksForTheChatByItsName() {
    CallbackPage.Page asked = page.ask(page.read("code=c&state=s"), login("Ada @ada", "open"));

    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.html())
        .contains(
            "as <b>“Ada”</b> (@ada)", "name=\"code\" value=\"c\"", "name=\"state\" value=\"s\"")
        .contains("name=\"confirm\" value=\"yes\"", "name=\"confirm\" value=\"no\"")
        .contains("method=\"post\" action=\"/etsy/callback\"", "The term 'Etsy' is a trademark");
  }

  @Test
  void nameOfAChatAndOfAShopIsText() {
    String name = "<script>alert(1)</script>\" onload='x' & ${code} ${state}";
    CallbackPage.Page asked = page.ask(page.read("code=c&state=s"), login(name, "open"));
    CallbackPage.Page linked = page.linked(login(name, "open"), "<img src=x>", 7);

    assertThat(asked.html())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload='x' &amp; ${code} ${state}")
        .doesNotContain("<script");
    assertThat(linked.html()).contains("&lt;img src=x&gt;").doesNotContain("<img", "<script");
  }

  @Test
  void codeAndStateCannotLeaveTheirField() {
    String html =
        page.ask(
                page.read("code=%22%3E%3Cb%3E%24%7Bstate%7D&state=%22%20autofocus"),
                login("Ada", "open"))
            .html();

    assertThat(html)
        .contains("value=\"&quot;&gt;&lt;b&gt;${state}\"", "value=\"&quot; autofocus\"");
  }

  @Test
  void pageMayOnlyShowItselfAndSendItsForm() {
    String html = page.say(null, "unknown").html();

    assertThat(page.policy())
        .startsWith("default-src 'none'; style-src 'sha256-")
        .contains("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe");
    assertThat(html).doesNotContain("<script", "src=", "href=", "http", "style=", "${", "<p></p>x");
  }

  @Test
  void endOfALogInLeadsBackToTelegramAndNowhereElse() {
    CallbackPage known =
        new CallbackPage(
            new Messages(null), () -> Optional.of("lowstock_bot"), address -> Optional.of(1), true);
    Map<String, Object> group = login("Mugs”, your private chat with “@x", "open");
    group.put("address", "-1001");

    assertThat(known.linked(login("Ada", "open"), "BlueMugs", 7).html())
        .containsOnlyOnce("href=")
        .contains("<a href=\"https://t.me/lowstock_bot\">Back to the chat</a>");
    assertThat(known.say(group, "used").html())
        .contains("<a href=\"https://t.me/lowstock_bot\">Open Telegram</a>");
    assertThat(known.ask(known.read("code=c&state=s"), group).html())
        .contains("the group <b>“Mugs', your private chat with '@x”</b>, in which one person reads")
        .doesNotContain("href=");
  }

  @ParameterizedTest
  @CsvSource({
    "decline, 200, Nothing was linked",
    "denied, 400, You did not allow it",
    "failed, 400, did not give access",
    "incomplete, 400, Something is missing",
    "NO_SHOP, 400, has no shop",
    "unknown, 404, Unknown log-in",
    "used, 410, used already",
    "OTHER_LOGIN, 410, used already",
    "old, 410, too old",
    "WRONG, 410, takes this code no more",
    "busy, 429, open this page again",
    "away, 502, Etsy does not answer",
    "unfinished, 502, which shop it is for",
    "key_refused, 502, Etsy refuses this bot",
    "sorry, 500, Please try again"
  })
  void everyOutcomeHasItsWordsAndItsStatus(String what, int status, String words) {
    CallbackPage.Page said = page.say(login("Ada", "open"), what);

    assertThat(said.status()).isEqualTo(status);
    assertThat(said.html()).contains("<h1>", words, "trademark of Etsy");
  }

  @Test
  void everyRefusalOfACodeHasItsWords() {
    assertThat(Arrays.stream(EtsyRefusedPin.Why.values()))
        .allSatisfy(
            why ->
                assertThat(page.say(null, why.name()).status()).as(why.name()).isBetween(400, 410));
  }

  @ParameterizedTest
  @CsvSource({
    "code=c&state=s, open, ask",
    "code=c&state=s, used, used",
    "code=c&state=s, old, old",
    "code=c&state=s, , unknown",
    "code=c, open, incomplete",
    "state=s, open, incomplete",
    "'', , incomplete",
    "error=access_denied&state=s, open, denied",
    "error=access_denied, , denied",
    "error=server_error&state=s, open, failed"
  })
  void whatABrowserBringsSaysWhatIsToBeDone(String query, @Nullable String standing, String next) {
    Map<String, Object> login = standing == null ? null : login("Ada", standing);

    assertThat(page.next(page.read(query), login)).isEqualTo(next);
  }

  @Test
  void onlyASentFormDecides() {
    Map<String, String> form = new HashMap<>(Map.of("code", "c", "state", "s", "confirm", "yes"));
    Map<String, Object> open = login("Ada", "open");

    assertThat(page.next(page.decided(form), open)).isEqualTo("link");
    form.put("confirm", "no");
    assertThat(page.next(page.decided(form), open)).isEqualTo("decline");
    form.remove("confirm");
    assertThat(page.next(page.decided(form), open)).isEqualTo("ask");
    assertThat(page.next(page.read("code=c&state=s&confirm=yes"), open)).isEqualTo("ask");
    assertThat(page.next(page.decided("code=c&state=s&confirm=yes"), open)).isEqualTo("incomplete");
  }

  @Test
  void languageWithoutWordsIsEnglish() {
    Map<String, Object> login = login("Ada", "open");
    login.put("language", "\"><script>");

    assertThat(page.ask(page.read("code=c&state=s"), login).html())
        .contains("<html lang=\"en\">")
        .doesNotContain("<script");
    assertThat(page.say(null, "unknown").html().toLowerCase(Locale.ROOT)).startsWith("<!doctype");
  }

  private static Map<String, Object> login(String chat, String standing) {
    Map<String, Object> row = new HashMap<>();
    row.put("chat_name", chat);
    row.put("address", "1001");
    row.put("language", "en-gb");
    row.put("standing", standing);
    return row;
  }
}
