package dev.lowstock.sandbox;

import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/** The look of the pages that a seller sees in the browser; they say that they are not Etsy's. */
final class SandboxPage {

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
      button+button{margin-top:.75rem;background:none;color:inherit;border:1px solid var(--line)}
      :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
      #pin{display:block;margin-top:.5rem;font:600 2rem/1.4 ui-monospace,Menlo,Consolas,monospace;
      user-select:all}
      </style>
      </head><body><main>
      <p><em>This is a sandbox on your own machine, not Etsy.</em></p>
      %s
      </main></body></html>
      """;

  private SandboxPage() {}

  static EtsyReply of(int status, String content) {
    return EtsyReply.page(status, PAGE.formatted(content));
  }

  /** The options of a field where the visitor says who they are. */
  static String shops(Marketplace marketplace) {
    return marketplace.shops().stream()
        .map(shop -> "<option>" + StringEscapeUtils.escapeHtml4(shop.name()) + "</option>")
        .collect(Collectors.joining());
  }
}
