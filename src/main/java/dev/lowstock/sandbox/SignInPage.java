package dev.lowstock.sandbox;

/** The page where a seller allows the app and reads the pin. */
final class SignInPage {

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
      return SandboxPage.of(400, "<h1>This login is unknown or too old. Start again.</h1>");
    }
    if (!request.method().equals("POST")) {
      return SandboxPage.of(200, QUESTION.formatted(SandboxPage.shops(marketplace)));
    }
    SandboxShop shop = marketplace.shop(request.formByName().get("shop"));
    return shop == null
        ? SandboxPage.of(400, "<h1>There is no such shop here.</h1>")
        : SandboxPage.of(200, PIN.formatted(desk.allow(token, shop)));
  }
}
