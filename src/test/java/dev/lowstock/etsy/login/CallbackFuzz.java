package dev.lowstock.etsy.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lowstock.alert.Messages;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.login.LogIn.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whatever browsers and people bring from Etsy is read or refused. */
class CallbackFuzz {
  private final CallbackPage page =
      new CallbackPage(new Messages(null), Optional::empty, address -> Optional.empty(), false);

  @FuzzTest(maxDuration = "1m")
  void callback(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    LogIn login = login(text);
    for (CallbackRequest asked :
        List.of(
            CallbackRequest.of(text),
            CallbackRequest.decided(Map.of("code", text, "state", text)))) {
      assertThat(asked.next(login)).isNotEmpty();
      assertThat(asked.stateHash()).hasSizeLessThan(100);
      String html = page.ask(asked, login.chat()).html();
      assertThat(html.split("<", -1)).hasSameSizeAs(plain().split("<", -1));
    }
  }

  @FuzzTest(maxDuration = "1m")
  void pastedCode(byte[] bytes) {
    try {
      BrowserLogIns.meant(CallbackAddress.pasted(new String(bytes, UTF_8)), List.of(login("Ada")));
    } catch (EtsyRefusedPin refused) {
      // The seller is told.
    }
  }

  private String plain() {
    return page.ask(CallbackRequest.of("code=c&state=s"), login("Ada").chat()).html();
  }

  private static LogIn login(String chat) {
    return new LogIn(
        1,
        new LogInChat("telegram", "1", null, "1", "en", chat),
        "state",
        "verifier",
        CallbackAddress.hash("state"),
        Standing.OPEN);
  }
}
