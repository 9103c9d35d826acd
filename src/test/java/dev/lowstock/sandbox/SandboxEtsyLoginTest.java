package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.SettableClock;
import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.ListingGone;
import dev.lowstock.etsy.feed.AccessToken;
import dev.lowstock.etsy.feed.EtsyOAuth1;
import dev.lowstock.etsy.feed.LoginStart;
import dev.lowstock.etsy.feed.SignedCall;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bot's signer against the sandbox's own verifier. */
class SandboxEtsyLoginTest {

  private final SettableClock clock = new SettableClock(Instant.now());
  private SandboxEtsy sandbox;
  private EtsyClient client;
  private EtsyOAuth1 oauth;
  private SandboxShop blueMugs;

  @BeforeEach
  void open() throws IOException {
    sandbox = SandboxEtsy.start(0, clock, EtsyKeys.example());
    client = EtsyClient.of(sandbox);
    oauth = signer(sandbox.keys().consumerKey(), sandbox.keys().sharedSecret());
    blueMugs = sandbox.shop("BlueMugs");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void sellerWhoAllowsTheAppIsRecognised() throws Exception {
    AccessToken token = client.logIn(blueMugs);

    HttpResponse<String> answer = client.call(oauth.self(token));

    assertThat(oauth.parseSelf(answer.statusCode(), answer.body()).sellerId())
        .isEqualTo(blueMugs.sellerId());
  }

  @Test
  void oddCharactersInKeysTokensAndSecretsAreSigned() throws Exception {
    EtsyKeys odd = new EtsyKeys("key +/=&%~*", "secret \"ü€\" +&=%2B", "feed");
    try (SandboxEtsy oddSandbox = SandboxEtsy.start(0, clock, odd)) {
      oddSandbox.endsTokensWith("+/=&% ~*!'()%2Bü€😀");
      EtsyOAuth1 signer =
          new EtsyOAuth1(oddSandbox.url().toString(), odd.consumerKey(), odd.sharedSecret());
      EtsyClient oddClient = new EtsyClient(oddSandbox, signer);

      AccessToken token = oddClient.logIn(oddSandbox.shop("Café & Söhne"));

      assertThat(token.secret()).endsWith("+/=&% ~*!'()%2Bü€😀");
      assertThat(oddClient.call(signer.self(token)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void ownerSeesSkusAndNobodyElseDoes() throws Exception {
    SandboxListing mug = blueMugs.lists("Blue mug", 3, "MUG-BLUE", "MUG-RED");
    AccessToken owner = client.logIn(blueMugs);
    AccessToken stranger = client.logIn(sandbox.shop("Stranger"));

    HttpResponse<String> toOwner = client.call(oauth.listing(owner, mug.id()));
    HttpResponse<String> toStranger = client.call(oauth.listing(stranger, mug.id()));
    HttpResponse<String> toAnyone =
        client.get("/v2/listings/" + mug.id() + "?api_key=" + sandbox.keys().consumerKey());

    assertThat(oauth.parseSkus(200, toOwner.body())).containsExactly("MUG-BLUE", "MUG-RED");
    assertThat(oauth.parseSkus(200, toStranger.body())).isEmpty();
    assertThat(oauth.parseSkus(200, toAnyone.body())).isEmpty();
  }

  @Test
  void deletedListingIsGone() throws Exception {
    SandboxListing mug = blueMugs.lists("Blue mug", 3, "MUG-BLUE");
    AccessToken owner = client.logIn(blueMugs);
    mug.isDeleted();

    HttpResponse<String> answer = client.call(oauth.listing(owner, mug.id()));

    assertThatExceptionOfType(ListingGone.class)
        .isThrownBy(() -> oauth.parseSkus(answer.statusCode(), answer.body()));
  }

  @Test
  void removedAppIsToldSo() throws Exception {
    AccessToken token = client.logIn(blueMugs);
    blueMugs.removesTheApp();

    HttpResponse<String> answer = client.call(oauth.self(token));

    assertThat(answer.body()).isEqualTo("oauth_problem=token_revoked");
    assertThatExceptionOfType(AccessRevoked.class)
        .isThrownBy(() -> oauth.parseSelf(answer.statusCode(), answer.body()));
  }

  @Test
  void wrongPinIsRefusedAndTheRightOneStillWorks() throws Exception {
    LoginStart login = client.startLogin();
    String pin = blueMugs.allows(login.loginUrl());

    assertThatExceptionOfType(EtsyRefusedPin.class)
        .isThrownBy(() -> client.finishLogin(login, "00000000"));

    assertThat(client.finishLogin(login, " " + pin + "\n").token()).isNotEmpty();
  }

  @Test
  void pinWorksOnce() throws Exception {
    LoginStart login = client.startLogin();
    String pin = blueMugs.allows(login.loginUrl());
    client.finishLogin(login, pin);

    assertThatExceptionOfType(EtsyRefusedPin.class)
        .isThrownBy(() -> client.finishLogin(login, pin));
  }

  @Test
  void pinIsNotGivenBeforeTheSellerAllows() throws Exception {
    LoginStart login = client.startLogin();

    assertThatExceptionOfType(EtsyRefusedPin.class).isThrownBy(() -> client.finishLogin(login, ""));
  }

  @Test
  void loginExpires() throws Exception {
    sandbox.requestTokensLive(Duration.ofMinutes(2));
    LoginStart login = client.startLogin();
    String pin = blueMugs.allows(login.loginUrl());
    clock.advance(Duration.ofMinutes(2));

    assertThatExceptionOfType(EtsyRefusedPin.class)
        .isThrownBy(() -> client.finishLogin(login, pin))
        .withMessageContaining("token_expired");
    assertThatThrownBy(() -> blueMugs.allows(login.loginUrl())).hasMessageContaining("400");
  }

  @Test
  void wrongKeyOrSecretIsRefused() {
    String key = sandbox.keys().consumerKey();

    for (EtsyOAuth1 wrong : new EtsyOAuth1[] {signer(key, "guess"), signer("guess", "guess")}) {
      assertThatExceptionOfType(KeyRefused.class)
          .isThrownBy(() -> new EtsyClient(sandbox, wrong).startLogin());
    }
  }

  @Test
  void wrongClockIsRefusedAndTheKeyIsNotBlamed() {
    clock.advance(Duration.ofMinutes(6));

    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(client::startLogin)
        .withMessageContaining("timestamp_refused");
  }

  @Test
  void callSentTwiceIsRefused() throws Exception {
    SignedCall self = oauth.self(client.logIn(blueMugs));

    assertThat(client.call(self).statusCode()).isEqualTo(200);
    assertThat(client.call(self).body()).isEqualTo("oauth_problem=nonce_used");
  }

  @Test
  void scopeIsPartOfWhatIsSigned() throws Exception {
    SignedCall signed = oauth.requestToken();
    SignedCall changed =
        new SignedCall("POST", signed.path(), "scope=listings_w", signed.authorization());

    assertThat(client.call(changed).body()).isEqualTo("oauth_problem=signature_invalid");
  }

  @Test
  void unsignedCallIsRefused() throws Exception {
    assertThat(client.get("/v2/users/__SELF__").statusCode()).isEqualTo(401);
  }

  @Test
  void malformedCallIsAnsweredAndNotDropped() throws Exception {
    SignedCall malformed =
        new SignedCall("GET", "/v2/users/__SELF__", null, "OAuth oauth_nonce=\"%zz\"");

    assertThat(client.call(malformed).statusCode()).isEqualTo(400);
  }

  private EtsyOAuth1 signer(String key, String secret) {
    return new EtsyOAuth1(sandbox.url().toString(), key, secret);
  }
}
