package dev.lowstock.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lowstock.bot.RawHttp.Answer;
import dev.lowstock.etsy.webhook.SignedDelivery;
import dev.lowstock.sandbox.FreePorts;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a running bot answers at its ports: the documented, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpSurfaceTest {
  private static final List<String> HEADERS =
      List.of(
          "content-type",
          "content-length",
          "transfer-encoding",
          "connection",
          "allow",
          "retry-after",
          "content-security-policy",
          "referrer-policy",
          "cache-control",
          "x-content-type-options");

  /** A request that lacks its body's length; 400 once it has one, as it is not signed. */
  private static final String POST =
      "POST /etsy/webhook HTTP/1.1\r\nHost: bot.example.org\r\nContent-Type: application/json\r\n";

  /** What somebody would smuggle; 405 when it is taken for a request. */
  private static final String NEXT =
      "PUT /etsy/callback HTTP/1.1\r\nHost: bot.example.org\r\nConnection: close\r\n\r\n";

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private WatchedBot bot;
  private RawHttp outside;
  private RawHttp management;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    int port = FreePorts.next();
    int managementPort = FreePorts.next();
    System.setProperty("lowstock.httpIdleSeconds", "2");
    System.setProperty("lowstock.httpConnections", "20");
    bot =
        WatchedBot.start(
            Map.of(
                "DATABASE_FILE",
                directory.resolve("lowstock").toString(),
                "ETSY_API",
                "v3",
                "ETSY_REDIRECT_URI",
                "http://127.0.0.1/etsy/callback",
                "ETSY_WEBHOOK_SECRET",
                SignedDelivery.SECRET,
                "HTTP_PORT",
                Integer.toString(port),
                "MANAGEMENT_PORT",
                Integer.toString(managementPort)));
    log.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
    outside = new RawHttp(port);
    management = new RawHttp(managementPort);
  }

  @AfterAll
  void close() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    bot.close();
    System.clearProperty("lowstock.httpIdleSeconds");
    System.clearProperty("lowstock.httpConnections");
  }

  @AfterEach
  void isWell() throws Exception {
    assertThat(management.ask("GET /observe/health/ready HTTP/1.1").status()).isEqualTo(200);
    // Not the page itself: so many tests in a second would be more than it answers.
    assertThat(outside.ask("PUT /etsy/callback HTTP/1.1").status()).isEqualTo(405);
    assertThat(List.copyOf(log.list))
        .as("nobody can fill the log")
        .noneMatch(event -> event.getLevel() == Level.ERROR || event.getThrowableProxy() != null);
  }

  @Test
  void nothingOfTheProgramIsInJmx() throws Exception {
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(null, null))
        .map(name -> name.getDomain())
        .allMatch(
            domain ->
                domain.startsWith("java.")
                    || domain.matches("JMImpl.*|com\\.sun\\.management|jdk\\..*"));
  }

  @Test
  void healthAndMetricsAreOnlyOnTheManagementPort() throws Exception {
    for (String path :
        List.of(
            "/observe/health",
            "/observe/health/live",
            "/observe/health/ready",
            "/observe/metrics")) {
      assertThat(management.ask("GET " + path + " HTTP/1.1").status()).as(path).isEqualTo(200);
      requireNothingIsTold(outside.ask("GET " + path + " HTTP/1.1"), path);
    }
  }

  @Test
  void callbackAndWebhookAreOnlyOnTheOtherPort() throws Exception {
    assertThat(outside.ask("GET /etsy/callback HTTP/1.1").status()).isEqualTo(400);
    assertThat(deliver(outside, List.of()).status()).isEqualTo(204);
    requireNothingIsTold(management.ask("GET /etsy/callback HTTP/1.1"), "/etsy/callback");
    requireNothingIsTold(deliver(management, List.of()), "/etsy/webhook");
  }

  static Stream<String> otherPaths() {
    return Stream.of(
        "/",
        "/index.html",
        "/favicon.ico",
        "/robots.txt",
        "/.env",
        "/.git/config",
        "/application.properties",
        "/pom.xml",
        "/data/lowstock.script",
        "/routes/v3/notice-stock-events.camel.yaml",
        "/observe",
        "/observe/",
        "/observe/info",
        "/observe/env",
        "/observe/heapdump",
        "/observe/health/..",
        "/observe/health/../../application.properties",
        "/observe/%2e%2e/application.properties",
        "/etsy",
        "/etsy/",
        "/etsy/callback/..",
        "/etsy/callback/%2e%2e/%2e%2e/etc/passwd",
        "/etsy/webhook/x",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..;/observe/health",
        "//etc/passwd",
        "/%00",
        "/%",
        "/%zz",
        "/q/health",
        "/q/info",
        "/q/dev",
        "/q/dev/env",
        "/q/dev/top",
        "/q/metrics",
        "/q/jolokia",
        "/q/send/",
        "/q/download/",
        "/q/upload/x",
        "/dev",
        "/dev/console",
        "/jolokia",
        "/jolokia/list",
        "/actuator",
        "/actuator/env",
        "/actuator/heapdump",
        "/actuator/health",
        "/camel",
        "/console",
        "/hawtio",
        "/openapi.json",
        "/eventbus",
        "/metrics",
        "/health");
  }

  @ParameterizedTest
  @MethodSource("otherPaths")
  void nothingElseIsThere(String path) throws Exception {
    for (String method : List.of("GET", "POST", "HEAD", "OPTIONS")) {
      requireNothingIsTold(outside.ask(method + " " + path + " HTTP/1.1"), method + " " + path);
      requireNothingIsTold(management.ask(method + " " + path + " HTTP/1.1"), method + " " + path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "EVIL"})
  void otherMethodsAreRefused(String method) throws Exception {
    for (String path : List.of("/etsy/callback", "/etsy/webhook")) {
      Answer answer =
          outside.ask(method + " " + path + " HTTP/1.1", List.of("X-Echo: echoed"), new byte[0]);
      requireNothingIsTold(answer, method + " " + path);
    }
    for (String path : List.of("/observe/health", "/observe/metrics")) {
      if (!method.equals("HEAD")) {
        Answer answer = management.ask(method + " " + path + " HTTP/1.1");
        requireNothingIsTold(answer, method + " " + path);
      }
    }
  }

  @Test
  void whatIsAnsweredToldNothingOfTheProgram() throws Exception {
    for (Answer answer :
        List.of(
            outside.ask("GET /etsy/callback?code=c&state=s HTTP/1.1"),
            outside.ask("GET /etsy/callback?error=access_denied HTTP/1.1"),
            deliver(outside, List.of()),
            management.ask("GET /observe/health HTTP/1.1"),
            management.ask("GET /observe/metrics HTTP/1.1"))) {
      requireNothingLeaks(answer, answer.head());
    }
  }

  static Stream<String> hugeHeads() {
    return Stream.of(
        "GET /etsy/callback?code=" + "c".repeat(100_000) + " HTTP/1.1",
        "GET /" + "../".repeat(20_000) + " HTTP/1.1",
        "GET /etsy/callback HTTP/1.1\r\nX-Huge: " + "x".repeat(100_000),
        "GET /etsy/callback HTTP/1.1" + "\r\nX-Many: 1".repeat(20_000),
        "GET /etsy/callback HTTP/9.9",
        "GET  HTTP/1.1",
        "\u0000\u0001\u0002",
        "PRI * HTTP/2.0",
        "GET /etsy/callback HTTP/1.1\r\nno colon in this line",
        "GET /etsy/callback HTTP/1.1\r\nBad\u0000Name: 1");
  }

  @ParameterizedTest
  @MethodSource("hugeHeads")
  void headThatIsNoneIsRefused(String head) throws Exception {
    requireNothingIsTold(outside.ask(head), head.lines().findFirst().orElse("").split("\\?", 2)[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity"
      })
  void bodyOfUnclearLengthIsRefused(String headers) throws Exception {
    Answer answer =
        outside.ask(
            "POST /etsy/webhook HTTP/1.1",
            List.of("Content-Type: application/json", headers),
            "0\r\n\r\nGET /observe/metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));

    requireNothingIsTold(answer, headers);
    assertThat(answer.text().split("HTTP/1\\.[01] ", -1)).as("no second answer").hasSizeLessThan(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: xchunked\r\nContent-Length: 5",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: identity\r\nContent-Length: 5",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked,",
        "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding:",
        "Transfer-Encoding: chunked\r\n , xchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
        "X-Cut: 1\nTransfer-Encoding: chunked",
        "X-Cut: 1\rTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5, 5",
        "Content-Length: +5",
        "Content-Length: 0x5",
        "Content-Length: 0_5",
        "Content-Length: 5 0",
        "Content-Length: 5\u0000",
        "Content-Length: \u0665",
        "Content-Length : 5",
        "Content-Length:",
        "Host: other.example.org\r\nContent-Length: 5"
      })
  void whatFollowsARequestOfUnclearLengthIsNoRequest(String headers) throws Exception {
    for (String version : List.of("1.1", "1.0")) {
      requireNothingFollows(version, headers, "0\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2;a=\"\r\n{}\r\n0\r\n\r\n",
        "2;a\rb\r\n{}\r\n0\r\n\r\n",
        "2;a\u0000b\r\n{}\r\n0\r\n\r\n",
        "2;\n{}\r\n0\r\n\r\n",
        "2\n{}\r\n0\r\n\r\n",
        "2\r\n{}\n0\r\n\r\n",
        "2\r\n{}\r\n0\n\n",
        "2\r\n{}\r\n0\r\n\n",
        "2\r\n{}0\r\n\r\n",
        "2\r\n{}XX0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "+2\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "0_2\r\n{}\r\n0\r\n\r\n",
        " 2\r\n{}\r\n0\r\n\r\n",
        "2 \r\n{}\r\n0\r\n\r\n",
        "2 x\r\n{}\r\n0\r\n\r\n",
        "100000002\r\n{}\r\n0\r\n\r\n",
        "10000000000000002\r\n{}\r\n0\r\n\r\n",
        "\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}\r\n0\r\nGET /x HTTP/1.1\r\n\r\n"
      })
  void whatFollowsAnUnclearChunkIsNoRequest(String chunks) throws Exception {
    requireNothingFollows("1.1", "Transfer-Encoding: chunked", chunks);
  }

  @Test
  void whatPrecedesARequestIsNoPartOfIt() throws Exception {
    Answer answer = outside.send(("\u0000\u0001" + NEXT).getBytes(UTF_8));

    requireNothingIsTold(answer, "control characters");
    assertThat(answer.text()).doesNotContain(" 405 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\n\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: Chunked\r\n\r\n2;a=b;c=\"d\"\r\n{}\r\n0\r\n\r\n"
      })
  void whatFollowsAClearRequestIsTheNext(String request) throws Exception {
    assertThat(outside.send((POST + request + NEXT).getBytes(UTF_8)).text())
        .containsSubsequence("HTTP/1.1 400 ", "HTTP/1.1 405 ");
  }

  private void requireNothingFollows(String version, String headers, String body) throws Exception {
    String post = POST.replace("HTTP/1.1", "HTTP/" + version + "\r\nConnection: keep-alive");
    Answer answer = outside.send((post + headers + "\r\n\r\n" + body + NEXT).getBytes(UTF_8));

    requireNothingIsTold(answer, headers);
    assertThat(answer.text().split("HTTP/1\\.[01] ", -1)).as(answer.text()).hasSizeLessThan(3);
  }

  @Test
  void bodiesThatAreNoDeliveryAreRefused() throws Exception {
    byte[] huge = new byte[140_000];
    byte[] nested = "[".repeat(100_000).getBytes(UTF_8);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(new byte[10_000_000]);
    }
    byte[] bomb = zipped.toByteArray();
    refuses(413, post("/etsy/webhook", "application/json", "", huge));
    refuses(400, post("/etsy/webhook", "application/json", "", nested));
    refuses(400, post("/etsy/webhook", "application/json", "Content-Encoding: gzip", bomb));
    refuses(415, post("/etsy/webhook", "text/xml", "", "<a/>".getBytes(UTF_8)));
    // Vert.x cannot read this type, and says no more than that.
    refuses(500, post("/etsy/webhook", "application/xml; charset=\"", "", nested));
    refuses(415, post("/etsy/callback", "application/json", "", nested));
    refuses(413, post("/etsy/callback", "application/x-www-form-urlencoded", "", huge));
    refuses(400, post("/etsy/callback", "application/x-www-form-urlencoded", "", nested));
    Answer chunked =
        outside.ask(
            "POST /etsy/webhook HTTP/1.1",
            List.of("Content-Type: application/json", "Transfer-Encoding: chunked"),
            "2\r\n{}\r\n0\r\n\r\n".getBytes(UTF_8));
    assertThat(chunked.status()).isEqualTo(400);
    Answer endlessChunk =
        outside.ask(
            "POST /etsy/webhook HTTP/1.1",
            List.of("Content-Type: application/json", "Transfer-Encoding: chunked"),
            ("FFFFFFFFFFFFFFF\r\n" + "x".repeat(3_000_000)).getBytes(UTF_8));
    requireNothingIsTold(endlessChunk, "an endless chunk");
  }

  @Test
  void headersOfAClientAreNoneOfCamels() throws Exception {
    List<String> headers =
        Stream.of(
                "CamelSqlQuery: DROP TABLE webhook_delivery",
                "CamelSqlRetrieveGeneratedKeys: true",
                "CamelSqlParameters: x",
                "CamelHttpUri: http://127.0.0.1:9/evil",
                "CamelHttpPath: /evil",
                "CamelHttpQuery: code=evil",
                "CamelHttpMethod: DELETE",
                "CamelHttpResponseCode: 299",
                "CamelHttpCharacterEncoding: utf-evil",
                "CamelBeanMethodName: toString",
                "CamelBeanMultiParameterArray: true",
                "CamelToEndpoint: file:/tmp/evil",
                "CamelFileName: ../evil",
                "CamelTelegramChatId: 666",
                "CamelExecCommandExecutable: /bin/false",
                "org.apache.camel.sqlQuery: DROP TABLE seller")
            .flatMap(header -> Stream.of(header, header.toUpperCase(Locale.ROOT)))
            .toList();

    assertThat(deliver(outside, headers).status()).isEqualTo(204);
    assertThat(deliver(outside, List.of()).status()).isEqualTo(204);
    Answer page = outside.ask("GET /etsy/callback?code=c&state=s HTTP/1.1", headers, new byte[0]);
    assertThat(page.status()).isEqualTo(404);
    requireNothingLeaks(page, "the callback");
    Answer form =
        post(
            "/etsy/callback",
            "application/x-www-form-urlencoded",
            String.join("\r\n", headers),
            "code=c&state=s&confirm=yes&CamelSqlQuery=DROP+TABLE+seller".getBytes(UTF_8));
    assertThat(form.status()).isEqualTo(404);
    requireNothingLeaks(form, "the form");
  }

  @Test
  void connectionsThatAskNothingAreClosed() throws Exception {
    try (Socket silent = outside.open();
        Socket half = outside.open()) {
      half.getOutputStream()
          .write(
              "POST /etsy/webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
                  .getBytes(UTF_8));

      assertThat(RawHttp.rest(silent)).isEmpty();
      assertThat(RawHttp.rest(half)).isEmpty();
    }
  }

  @Test
  void callbacksBeyondFiftyASecondAreToldToComeAgain() throws Exception {
    // More than fifty a second on a slow machine too.
    int asked = 600;
    String head = "GET /etsy/callback?code=c&state=s HTTP/1.1\r\nHost: bot.example.org\r\n";
    String request = head + "\r\n";
    String last = head + "Connection: close\r\n\r\n";
    Instant began = Instant.now();

    // Netty ends a connection on which more than 128 requests wait for their answers.
    byte[] hundred = (request.repeat(99) + last).getBytes(UTF_8);
    StringBuilder answered = new StringBuilder();
    for (int i = 0; i < asked / 100; i++) {
      answered.append(outside.send(hundred).text());
    }
    String answers = answered.toString();

    long seconds = Duration.between(began, Instant.now()).toSeconds() + 2;
    List<String> statuses =
        answers
            .lines()
            .filter(line -> line.startsWith("HTTP/1.1 "))
            .map(line -> line.split(" ", 3)[1])
            .toList();
    assertThat(statuses).hasSize(asked).containsOnly("404", "429");
    assertThat(statuses.stream().filter("404"::equals).count()).isBetween(1L, 50 * seconds);
    assertThat(statuses).contains("429");
    assertThat(answers).contains("open this page again").containsIgnoringCase("retry-after: 1");
    // Each of the fifty is free again a second after it was taken.
    await()
        .pollDelay(Duration.ofSeconds(2))
        .until(() -> outside.ask("GET /etsy/callback?code=c&state=s HTTP/1.1").status() == 404);
  }

  @Test
  void manyOpenConnectionsKeepNobodyOut() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket slow = outside.open();
        open.add(slow);
        slow.getOutputStream().write("GET /etsy/callback HTTP/1.1\r\nX-Slow: ".getBytes(UTF_8));
      }

      assertThat(deliver(outside, List.of()).status()).isEqualTo(204);
      assertThat(RawHttp.rest(open.get(0))).as("the oldest").isEmpty();
    } finally {
      for (Socket slow : open) {
        slow.close();
      }
    }
  }

  private static void refuses(int status, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    requireNothingLeaks(answer, "a body");
  }

  private Answer post(String path, String type, String more, byte[] body) throws Exception {
    List<String> headers = new ArrayList<>();
    headers.add("Content-Type: " + type);
    headers.add("Content-Length: " + body.length);
    if (!more.isEmpty()) {
      headers.add(more);
    }
    return outside.ask("POST " + path + " HTTP/1.1", headers, body);
  }

  private static Answer deliver(RawHttp to, List<String> more) throws Exception {
    SignedDelivery delivery =
        SignedDelivery.of(
            "msg_" + System.nanoTime(),
            Instant.now().getEpochSecond(),
            "{\"event_type\":\"order.paid\",\"shop_id\":12345}");
    List<String> headers = new ArrayList<>(more);
    headers.add("Content-Type: application/json");
    headers.add("Content-Length: " + delivery.body().length);
    headers.add("webhook-id: " + delivery.id());
    headers.add("webhook-timestamp: " + delivery.timestamp());
    headers.add("webhook-signature: " + delivery.signature());
    return to.ask("POST /etsy/webhook HTTP/1.1", headers, delivery.body());
  }

  private static void requireNothingIsTold(Answer answer, String asked) {
    assertThat(answer.status()).as(asked).matches(status -> status == 0 || status >= 400);
    // 501 is what Vert.x answers to another version of HTTP.
    assertThat(answer.status()).as(asked).matches(status -> status < 500 || status == 501);
    requireNothingLeaks(answer, asked);
    assertThat(answer.body().length()).as(asked + ": " + answer.body()).isLessThan(2_500);
  }

  private static void requireNothingLeaks(Answer answer, String asked) {
    assertThat(HEADERS).as(asked + ": " + answer.head()).containsAll(answer.headers());
    assertThat(answer.text())
        .as(asked)
        .doesNotContain("\tat ", "Exception", "echoed", "java.", "org.apache", "io.vertx", "netty")
        .doesNotContainIgnoringCase("evil")
        .doesNotContain("root:", "TELEGRAM_TOKEN", "camel.main", "<project");
  }
}
