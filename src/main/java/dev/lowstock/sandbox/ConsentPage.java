package dev.lowstock.sandbox;

import java.util.Map;
import org.apache.commons.text.StringEscapeUtils;

/**
 * The page at {@code /oauth/connect} where a seller allows the app or does not; either way the
 * browser goes back to the app, unless the app or its address is one that Etsy does not know.
 */
final class ConsentPage {

  private static final String QUESTION =
      """
      <h1>Allow this app to use your shop?</h1>
      <p>It asks for: %s</p>
      <form method="post">
      <label>Your shop <select name="shop">%s</select></label>
      <button name="decision" value="allow">Allow</button>
      <button name="decision" value="refuse">No, thanks</button>
      </form>
      """;

  private final TokenDesk desk;
  private final Marketplace marketplace;
  private final String clientId;

  ConsentPage(TokenDesk desk, Marketplace marketplace, String clientId) {
    this.desk = desk;
    this.marketplace = marketplace;
    this.clientId = clientId;
  }

  EtsyReply answer(EtsyRequest request) {
    Map<String, String> query = request.query();
    if (!clientId.equals(query.get("client_id"))) {
      return SandboxPage.of(400, "<h1>There is no app with this client_id.</h1>");
    }
    if (!desk.isRegistered(query.getOrDefault("redirect_uri", ""))) {
      return SandboxPage.of(400, "<h1>The requested redirect URL is not permitted.</h1>");
    }
    Consent consent = Consent.of(query);
    Consent.Problem problem = Consent.problem(query);
    if (problem != null) {
      return back(consent, "error", problem.error(), "error_description", problem.description());
    }
    return request.method().equals("POST")
        ? decided(consent, request.formByName())
        : SandboxPage.of(200, question(consent));
  }

  private EtsyReply decided(Consent consent, Map<String, String> form) {
    SandboxShop shop = marketplace.shop(form.get("shop"));
    String decision = form.getOrDefault("decision", "");
    if (decision.equals("allow") && shop != null) {
      return back(consent, "code", desk.allow(consent, shop));
    }
    if (decision.equals("refuse")) {
      return back(
          consent,
          "error",
          "access_denied",
          "error_description",
          "The user has denied access to the application");
    }
    return SandboxPage.of(400, "<h1>There is no such shop here.</h1>");
  }

  private String question(Consent consent) {
    String scopes = String.join(", ", consent.scopes().stream().sorted().toList());
    return QUESTION.formatted(
        StringEscapeUtils.escapeHtml4(scopes), SandboxPage.shops(marketplace));
  }

  private static EtsyReply back(Consent consent, String... namesAndValues) {
    StringBuilder address = new StringBuilder(consent.redirectUri());
    char next = consent.redirectUri().contains("?") ? '&' : '?';
    for (int i = 0; i < namesAndValues.length; i += 2) {
      address.append(next).append(namesAndValues[i]).append('=');
      address.append(OAuth1Signature.encode(namesAndValues[i + 1]));
      next = '&';
    }
    if (!consent.state().isEmpty()) {
      address.append("&state=").append(OAuth1Signature.encode(consent.state()));
    }
    return EtsyReply.page(302, "").with("Location", address.toString());
  }
}
