package dev.lowstock.etsy.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Messages;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.login.LogIn.Standing;
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
    CallbackPage.Page asked = page.ask(CallbackRequest.of("code=c&state=s"), login("Ada @ada"));

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
    CallbackPage.Page asked = page.ask(CallbackRequest.of("code=c&state=s"), login(name));
    CallbackPage.Page linked = page.linked(login(name), "<img src=x>", 7);

    assertThat(asked.html())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload='x' &amp; ${code} ${state}")
        .doesNotContain("<script");
    assertThat(linked.html()).contains("&lt;img src=x&gt;").doesNotContain("<img", "<script");
  }

  @Test
  void codeAndStateCannotLeaveTheirField() {
    String html =
        page.ask(
                CallbackRequest.of("code=%22%3E%3Cb%3E%24%7Bstate%7D&state=%22%20autofocus"),
                login("Ada"))
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
    LogInChat group =
        new LogInChat(
            "telegram", "-1001", null, "1001", "en-gb", "Mugs”, your private chat with “@x");

    assertThat(known.linked(login("Ada"), "BlueMugs", 7).html())
        .containsOnlyOnce("href=")
        .contains("<a href=\"https://t.me/lowstock_bot\">Back to the chat</a>");
    assertThat(known.say(group, "used").html())
        .contains("<a href=\"https://t.me/lowstock_bot\">Open Telegram</a>");
    assertThat(known.ask(CallbackRequest.of("code=c&state=s"), group).html())
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
    "WRONG, 410, no longer takes this code",
    "busy, 429, open this page again",
    "away, 502, Etsy does not answer",
    "unfinished, 502, which shop it is for",
    "key_refused, 502, Etsy refuses this bot",
    "sorry, 500, Please try again"
  })
  void everyOutcomeHasItsWordsAndItsStatus(String what, int status, String words) {
    CallbackPage.Page said = page.say(login("Ada"), what);

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
    LogIn login = standing == null ? null : login("Ada", standing);

    assertThat(CallbackRequest.of(query).next(login)).isEqualTo(next);
  }

  @Test
  void onlyASentFormDecides() {
    Map<String, String> form = new HashMap<>(Map.of("code", "c", "state", "s", "confirm", "yes"));
    LogIn open = login("Ada", "open");

    assertThat(CallbackRequest.decided(form).next(open)).isEqualTo("link");
    form.put("confirm", "no");
    assertThat(CallbackRequest.decided(form).next(open)).isEqualTo("decline");
    form.remove("confirm");
    assertThat(CallbackRequest.decided(form).next(open)).isEqualTo("ask");
    assertThat(CallbackRequest.of("code=c&state=s&confirm=yes").next(open)).isEqualTo("ask");
    assertThat(CallbackRequest.decided("code=c&state=s&confirm=yes").next(open))
        .isEqualTo("incomplete");
  }

  @Test
  void languageWithoutWordsIsEnglish() {
    LogInChat login = new LogInChat("telegram", "1001", null, "1001", "\"><script>", "Ada");

    assertThat(page.ask(CallbackRequest.of("code=c&state=s"), login).html())
        .contains("<html lang=\"en\">")
        .doesNotContain("<script");
    assertThat(page.say(null, "unknown").html().toLowerCase(Locale.ROOT)).startsWith("<!doctype");
  }

  private static LogInChat login(String chat) {
    return new LogInChat("telegram", "1001", null, "1001", "en-gb", chat);
  }

  private static LogIn login(String chat, String standing) {
    return new LogIn(
        1,
        login(chat),
        "state",
        "verifier",
        "hash",
        Standing.valueOf(standing.toUpperCase(Locale.ROOT)));
  }
}
