package dev.lowstock.sandbox;

import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/** The page where a seller allows the app and reads the pin; it says that it is not Etsy's. */
final class SignInPage {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Sandbox sign-in</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <style>
      :root{--page:#f4f1ec;--card:#fffdfa;--line:#8c8577;--ink:#22262b;--accent:#2b5c8a;--on:#fff}
      @media(prefers-color-scheme:dark){
      :root{--page:#14171a;--card:#1c2024;--line:#7d8792;--ink:#e9e7e2;--accent:#8fbde8;--on:#10202f}}
      body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--page);
      color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
      main{box-sizing:border-box;width:min(26rem,100%%);padding:2rem;border-radius:1.5rem;
      background:var(--card)}
      h1{margin:.5rem 0 1.25rem;font-size:1.4rem;line-height:1.3}
      label{display:block;margin-bottom:1rem}
      select,button{font:inherit;box-sizing:border-box;width:100%%;min-height:2.75rem;
      padding:0 .75rem;border:1px solid var(--line);border-radius:.75rem}
      button{border:0;background:var(--accent);color:var(--on);font-weight:600;cursor:pointer}
      :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
      #pin{display:block;margin-top:.5rem;font:600 2rem/1.4 ui-monospace,Menlo,Consolas,monospace;
      user-select:all}
      </style>
      </head><body><main>
      <p><em>This is a sandbox on your own machine, not Etsy.</em></p>
      %s
      </main></body></html>
      """;

  private static final String QUESTION =
      """
      <h1>Allow this app to read your listings?</h1>
      <form method="post">
      <label>Your shop <select name="shop">%s</select></label>
      <button>Allow</button>
      </form>
      """;

  private static final String PIN =
      """
      <h1>Allowed</h1>
      <p>Send this pin to the bot, in the chat: <strong id="pin">%s</strong></p>
      """;

  private final OAuthDesk desk;
  private final Marketplace marketplace;

  SignInPage(OAuthDesk desk, Marketplace marketplace) {
    this.desk = desk;
    this.marketplace = marketplace;
  }

  EtsyReply answer(EtsyRequest request) {
    String token = request.query().getOrDefault("oauth_token", "");
    if (!desk.isOpen(token)) {
      return page(400, "<h1>This login is unknown or too old. Start again.</h1>");
    }
    if (!request.method().equals("POST")) {
      return page(200, QUESTION.formatted(shops()));
    }
    SandboxShop shop = marketplace.shop(request.formByName().get("shop"));
    return shop == null
        ? page(400, "<h1>There is no such shop here.</h1>")
        : page(200, PIN.formatted(desk.allow(token, shop)));
  }

  private String shops() {
    return marketplace.shops().stream()
        .map(shop -> "<option>" + StringEscapeUtils.escapeHtml4(shop.name()) + "</option>")
        .collect(Collectors.joining());
  }

  private static EtsyReply page(int status, String content) {
    return EtsyReply.page(status, PAGE.formatted(content));
  }
}
