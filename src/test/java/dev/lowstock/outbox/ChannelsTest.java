package dev.lowstock.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.standardwebhooks.Webhook;
import dev.lowstock.alert.Alert;
import dev.lowstock.alert.Message;
import dev.lowstock.bot.QuietBot;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.store.Database;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bundled channels of the operator send to a server that speaks their protocol. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelsTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ROUTES = "classpath:routes/notify/*.camel.yaml";
  private static final String PAGE = "https://www.etsy.com/listing/700000001";
  private static final Instant NOTICED = Instant.parse("2026-08-01T12:00:00.25Z");
  private static final Message MESSAGE =
      new Message("<b>Low:</b> Blue mug &amp; saucer &lt;3 – größer\n3 left", List.of());

  private final JsonSchema schema = schema();
  private Database database;
  private FakeService service;
  private GreenMail mails;
  private QuietBot bot;

  /** Signs, and has a mail server that refuses. */
  private QuietBot signing;

  private FakeMailServer refusingServer;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = Database.openFile(folder.resolve("lowstock"));
    service = new FakeService();
    mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mails.setUser("bot@example.org", "bot", "p@ss word");
    mails.start();
    bot =
        QuietBot.with(
            database,
            Map.of(
                "NOTIFY_WEBHOOK_URL", service.url("/alerts"),
                "NOTIFY_SLACK_URL", service.url("/services/T0/B0/x"),
                "NOTIFY_DISCORD_URL", service.url("/api/webhooks/1/x?thread_id=2"),
                "NOTIFY_NTFY_URL", service.url("/my-topic").replace("//", "//:tk_secret@"),
                "NOTIFY_MAIL_URL", mail(mails.getSmtp().getPort())),
            ROUTES);
    refusingServer = new FakeMailServer();
    signing =
        QuietBot.with(
            database,
            Map.of(
                "NOTIFY_MAIL_URL", mail(refusingServer.port()),
                "NOTIFY_WEBHOOK_URL", service.url("/alerts"),
                "NOTIFY_WEBHOOK_SECRET", SECRET),
            ROUTES);
  }

  @AfterAll
  void stop() {
    signing.close();
    refusingServer.close();
    bot.close();
    mails.stop();
    service.close();
    database.close();
  }

  @BeforeEach
  void forget() {
    service.taken.clear();
    service.answers.clear();
  }

  @Test
  void channelsAreThoseWhoseSettingsAreSet() {
    assertThat(bot.camel().resolvePropertyPlaceholders("{{lowstock.channels}}"))
        .isEqualTo("discord,mail,ntfy,slack,webhook");
  }

  @Test
  void webhookGetsTheAlertAsJson() throws Exception {
    send("webhook");

    FakeService.Taken taken = taken();
    JsonNode json = new ObjectMapper().readTree(taken.body());
    assertThat(taken.path()).isEqualTo("/alerts");
    assertThat(taken.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(taken.header("webhook-signature")).isNull();
    assertThat(schema.validate(json)).isEmpty();
    assertThat(json.path("event_key").asText()).isEqualTo("700000001:low:1754049600");
    assertThat(json.path("seller_id").asLong()).isEqualTo(10_000_001);
    assertThat(json.path("shop_id").asLong()).isEqualTo(20_000_001);
    assertThat(json.path("shop_name").asText()).isEqualTo("BlueMugs");
    assertThat(json.path("title").asText()).isEqualTo("Blue mug & saucer <3");
    assertThat(json.path("quantity").asInt()).isEqualTo(3);
    assertThat(json.path("quantity_before").asInt()).isEqualTo(7);
    assertThat(json.at("/offerings/0/quantity_before").isNull()).isTrue();
    assertThat(json.path("noticed_at").asText()).isEqualTo("2026-08-01T12:00:00.250Z");
  }

  @Test
  void signedWebhookIsACloudEventWithTheSameIdEachTime() throws Exception {
    service.answers(503, Map.of());
    assertThat(signing.call("notify-webhook", variables()).getException()).isNotNull();
    assertThat(signing.call("notify-webhook", variables()).getException()).isNull();

    FakeService.Taken first = taken();
    FakeService.Taken again = taken();
    assertThat(again.header("webhook-id")).isEqualTo(first.header("webhook-id"));
    assertThat(again.body()).isEqualTo(first.body());
    assertThatCode(() -> new Webhook(SECRET).verify(again.body(), again.headers()))
        .doesNotThrowAnyException();
    assertThat(again.header("Content-Type"))
        .isEqualTo("application/cloudevents+json; charset=utf-8");
    JsonNode event = new ObjectMapper().readTree(again.body());
    assertThat(schema.validate(event)).isEmpty();
    assertThat(event.path("id").asText()).isEqualTo(again.header("webhook-id"));
    assertThat(event.path("type").asText()).isEqualTo("dev.lowstock.alert.low");
    assertThat(event.path("source").asText()).isEqualTo("urn:lowstock:seller:10000001");
    assertThat(event.at("/data/listing_id").asLong()).isEqualTo(700_000_001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"specversion\":\"0.3\"}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:lowstock:x\",\"data\":{}}"
      })
  void schemaRefusesWhatIsNoAlert(String json) {
    assertThat(schema.validate(json, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void slackGetsTextThatItDoesNotFormat() throws Exception {
    send("slack");

    FakeService.Taken taken = taken();
    assertThat(taken.path()).isEqualTo("/services/T0/B0/x");
    assertThat(taken.body())
        .isEqualTo(
            "{\"text\":\"Low: Blue mug &amp; saucer &lt;3 – größer\\n3 left\\n"
                + PAGE
                + "\",\"mrkdwn\":false}");
  }

  @Test
  void discordGetsAtMostItsLengthAndCallsNobody() throws Exception {
    send("discord", Message.of("@everyone " + "größer ".repeat(500)));

    FakeService.Taken taken = taken();
    JsonNode json = new ObjectMapper().readTree(taken.body());
    assertThat(taken.path()).isEqualTo("/api/webhooks/1/x?thread_id=2");
    assertThat(json.path("content").asText())
        .hasSize(2000)
        .startsWith("@everyone größer")
        .endsWith("…\n" + PAGE);
    assertThat(json.at("/allowed_mentions/parse").isArray()).isTrue();
    assertThat(json.at("/allowed_mentions/parse")).isEmpty();
  }

  @Test
  void ntfyGetsTextAndTheTokenInAHeader() throws Exception {
    send("ntfy");

    FakeService.Taken taken = taken();
    assertThat(taken.path()).isEqualTo("/my-topic");
    assertThat(taken.body()).isEqualTo("Low: Blue mug & saucer <3 – größer\n3 left");
    assertThat(taken.header("Click")).isEqualTo(PAGE);
    // base64 of :tk_secret
    assertThat(taken.header("Authorization")).isEqualTo("Basic OnRrX3NlY3JldA==");
  }

  @Test
  void mailHasTheFirstLineAsItsSubject() throws Exception {
    send("mail");

    assertThat(mails.waitForIncomingEmail(10_000, 1)).isTrue();
    MimeMessage mail = mails.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("Low: Blue mug & saucer <3 – größer");
    assertThat(mail.getFrom()[0]).hasToString("bot@example.org");
    assertThat(mail.getAllRecipients()).hasSize(2);
    assertThat(mail.getContent().toString()).contains("größer", "3 left", PAGE);
    assertThat(GreenMailUtil.getHeaders(mail)).contains("text/plain; charset=utf-8");
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, 554 no service here, false",
    "CONNECT, 421 too many connections, false",
    "AUTH, 535 5.7.8 wrong password, false",
    "AUTH, 454 4.7.0 try later, false",
    "MAIL, 550 5.7.1 not from you, true",
    "MAIL, 530 5.7.0 log in first, false",
    "MAIL, 451 4.3.0 try later, false",
    "RCPT, 550 5.1.1 no such user, true",
    "RCPT, 450 4.2.0 come again, false",
    "DATA, 552 5.3.4 too large, true",
    "DATA, 452 4.3.1 disk is full, false"
  })
  void mailServerThatRefusesForGoodIsToldFromOneThatMayTakeItLater(
      String command, String answer, boolean isFinal) {
    refusingServer.says(command, answer);

    Exception failure = signing.call("notify-mail", variables()).getException();

    ChannelFailure said = ChannelFailure.of(failure);
    assertThat(failure).isNotNull();
    assertThat(said != null && said.isFinal()).as("%s", failure).isEqualTo(isFinal);
  }

  @Test
  void addressThatIsRefusedKeepsTheMailFromNobodyElse() throws Exception {
    refusingServer.says("RCPT TO:<ada", "550 5.1.1 no such user");

    Exception failure = signing.call("notify-mail", variables()).getException();

    assertThat(refusingServer.mails()).isEqualTo(1);
    assertThat(ChannelFailure.leftOut(Objects.requireNonNull(failure)))
        .singleElement()
        .hasToString("ada@example.org");
  }

  @Test
  void mailServerThatOffersALoginGetsNoneIfNoneIsSet() throws Exception {
    try (FakeMailServer open = new FakeMailServer();
        QuietBot bot =
            QuietBot.with(
                database,
                Map.of("NOTIFY_MAIL_URL", mail(open.port()).replaceFirst("//.*@127", "//127")),
                ROUTES)) {
      open.says("AUTH", "535 5.7.8 wrong password");

      assertThat(bot.call("notify-mail", variables()).getException()).isNull();

      assertThat(open.mails()).isEqualTo(1);
    }
  }

  @Test
  void readyMadeMessageThatIsSignedIsACloudEvent() throws Exception {
    Map<String, Object> variables = variables();
    Batch of = (Batch) Objects.requireNonNull(variables.get("batch"));
    variables.put(
        "batch",
        new Batch(of.chat(), null, of.lease(), of.ids(), 0, MESSAGE, List.of(), false, false));
    assertThat(signing.call("notify-webhook", variables).getException()).isNull();

    FakeService.Taken taken = taken();
    JsonNode event = new ObjectMapper().readTree(taken.body());
    assertThat(taken.header("Content-Type"))
        .isEqualTo("application/cloudevents+json; charset=utf-8");
    assertThat(schema.validate(event)).isEmpty();
    assertThat(event.path("id").asText()).isEqualTo("message:17");
    assertThat(event.path("id").asText()).isEqualTo(taken.header("webhook-id"));
    assertThat(event.path("type").asText()).isEqualTo("dev.lowstock.message");
    assertThat(event.at("/data/text").asText()).isEqualTo(MESSAGE.plain());
  }

  @Test
  void addressWithAnAtInItsQueryIsPostedToAsItIs() throws Exception {
    try (QuietBot bot =
        QuietBot.with(database, Map.of("NOTIFY_NTFY_URL", service.url("?topic=a@b")), ROUTES)) {
      assertThat(bot.call("notify-ntfy", variables()).getException()).isNull();
    }

    assertThat(taken().path()).endsWith("?topic=a@b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "slack", "discord", "ntfy"})
  void pauseThatAServiceAsksForReachesTheOutbox(String channel) {
    service.answers(429, Map.of("Retry-After", "7"));

    Exception failure = bot.call("notify-" + channel, variables()).getException();

    assertThat(Objects.requireNonNull(ChannelFailure.of(failure)).pause()).hasSeconds(7);
    assertThat(String.valueOf(failure)).doesNotContain("tk_secret");
  }

  private void send(String channel) {
    send(channel, MESSAGE);
  }

  private void send(String channel, Message message) {
    Map<String, Object> variables = variables();
    variables.put("message", message);
    Exchange exchange = bot.call("notify-" + channel, variables);
    assertThat(exchange.getException()).isNull();
  }

  private FakeService.Taken taken() throws InterruptedException {
    return Objects.requireNonNull(service.taken.poll(10, TimeUnit.SECONDS), "nothing came");
  }

  private static Map<String, Object> variables() {
    Alert alert =
        new Alert(
            17,
            "low",
            700_000_001,
            "Blue mug &amp; saucer &lt;3",
            "BlueMugs",
            null,
            3,
            List.of("MUG-BLUE"),
            null,
            List.of(new OfferingChange(11, "MUG-BLUE", "Blue", 3)),
            new Alert.Event(
                "700000001:low:1754049600", 10_000_001, 20_000_001L, 7, NOTICED, NOTICED));
    Batch batch =
        new Batch(
            new Outbox.Chat(1, "webhook", "operator", null, 0, 0),
            null,
            "lease",
            List.of(17L),
            0,
            MESSAGE,
            List.of(alert),
            false,
            false);
    Map<String, Object> variables = new HashMap<>();
    variables.put("batch", batch);
    variables.put("message", MESSAGE);
    return variables;
  }

  private static String mail(int port) {
    return "smtp://bot:p%40ss%20word@127.0.0.1:"
        + port
        + "/?from=bot@example.org&to=ada@example.org,bert@example.org";
  }

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Files.readString(Path.of("docs/alert.schema.json")));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
