package dev.lowstock.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Etsy that speaks API v2 on loopback: the listings feed, OAuth 1.0a with its sign-in page, a
 * user and a listing; with sellers to play, quotas to set and faults to switch on. Thread-safe.
 */
public final class SandboxEtsy implements AutoCloseable {

  private static final Pattern TOKEN = Pattern.compile("oauth_token=\"([^\"]*)\"");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(SandboxEtsy::thread);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Clock clock;
  private final EtsyKeys keys;
  private final SandboxFeed feed;
  private final Marketplace marketplace;
  private final OAuthDesk desk;
  private final EtsyQuota quota;
  private final FeedAnswer feedAnswer;
  private final ResourceAnswer resourceAnswer;
  private final SignInPage signInPage;
  private final EtsyCalls calls = new EtsyCalls();
  private final EtsyFaults faults = new EtsyFaults();

  private SandboxEtsy(HttpServer server, Clock clock, EtsyKeys keys) {
    this.server = server;
    this.clock = clock;
    this.keys = keys;
    this.feed = new SandboxFeed(clock);
    this.marketplace = new Marketplace(clock, feed);
    this.desk = new OAuthDesk(keys, clock);
    this.quota = new EtsyQuota(clock);
    this.feedAnswer = new FeedAnswer(feed, keys.feedsKey());
    this.resourceAnswer = new ResourceAnswer(desk, marketplace, keys.consumerKey());
    this.signInPage = new SignInPage(desk, marketplace);
  }

  /** On a free port, with this machine's clock. */
  public static SandboxEtsy start() throws IOException {
    return start(0, Clock.systemUTC(), EtsyKeys.example());
  }

  /** On a given port of loopback, or on a free one for 0. */
  public static SandboxEtsy start(int port, Clock clock, EtsyKeys keys) throws IOException {
    // Without it each answer waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    SandboxEtsy etsy = new SandboxEtsy(server, clock, keys);
    server.setExecutor(etsy.threads);
    server.createContext("/", etsy::receive);
    server.start();
    return etsy;
  }

  /** What stands before {@code /v2}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public EtsyKeys keys() {
    return keys;
  }

  /** The shop of that name, which opens with the first mention. */
  public SandboxShop shop(String name) {
    return marketplace.shop(name, desk);
  }

  public SandboxFeed feed() {
    return feed;
  }

  /** Sellers whom the bot does not know put so many listings up for sale. */
  public void othersList(int count) {
    marketplace.others("active", count);
  }

  public void othersSellOut(int count) {
    marketplace.others("sold_out", count);
  }

  /** Listings of strangers in any state, also one that v2 does not know. */
  public void others(String state, int count) {
    marketplace.others(state, count);
  }

  /** How many calls a key or token has in a second and in a day; no limit until set. */
  public void limitsCalls(int perSecond, int perDay) {
    quota.limit(perSecond, perDay);
  }

  /** How long a seller may take to sign in; one hour unless set. */
  public void requestTokensLive(Duration howLong) {
    desk.requestTokensLive(howLong);
  }

  /** Ends every new token and secret with these characters, such as {@code +/=&%}. */
  public void endsTokensWith(String characters) {
    desk.endTokensWith(characters);
  }

  /** Answers an endpoint with a fault until {@link #heals}; faults take effect in turn. */
  public void breaks(EtsyEndpoint endpoint, EtsyFault fault) {
    faults.add(endpoint, fault, Integer.MAX_VALUE);
  }

  public void breaks(EtsyEndpoint endpoint, EtsyFault fault, int times) {
    faults.add(endpoint, fault, times);
  }

  /** Answers every endpoint, the sign-in page too, with a fault until {@link #heals}. */
  public void breaksEverywhere(EtsyFault fault) {
    for (EtsyEndpoint endpoint : EtsyEndpoint.values()) {
      breaks(endpoint, fault);
    }
  }

  public void heals() {
    faults.clear();
  }

  public void heals(EtsyEndpoint endpoint) {
    faults.clear(endpoint);
  }

  /** The newest calls, oldest first. */
  public List<EtsyCall> calls() {
    return calls.newest();
  }

  public List<EtsyCall> calls(EtsyEndpoint endpoint) {
    return calls().stream().filter(call -> call.endpoint() == endpoint).toList();
  }

  /** All calls since the start. */
  public int count(EtsyEndpoint endpoint) {
    return calls.count(endpoint);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    EtsyWire wire = new EtsyWire(exchange, closing);
    try {
      answer(wire, EtsyRequest.read(exchange));
    } catch (IllegalArgumentException malformed) {
      wire.send(EtsyReply.text(400, "Malformed request"));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      wire.hangUp();
    }
  }

  private void answer(EtsyWire wire, EtsyRequest request) throws IOException, InterruptedException {
    String path = request.url().getPath();
    EtsyEndpoint endpoint = EtsyEndpoint.at(path);
    calls.add(
        new EtsyCall(
            endpoint, request.method(), path, request.url().getRawQuery(), clock.instant()));
    EtsyFault fault = faults.next(endpoint);
    if (fault == null) {
      wire.send(answer(endpoint, request));
    } else {
      fault.answer(wire, request, changed -> answer(endpoint, changed));
    }
  }

  private EtsyReply answer(EtsyEndpoint endpoint, EtsyRequest request) {
    if (endpoint == EtsyEndpoint.SIGN_IN) {
      return signInPage.answer(request);
    }
    String caller = caller(request);
    EtsyReply refusal = quota.spend(caller);
    return quota.stamped(refusal != null ? refusal : granted(endpoint, request), caller);
  }

  private EtsyReply granted(EtsyEndpoint endpoint, EtsyRequest request) {
    try {
      return switch (endpoint) {
        case FEED -> feedAnswer.to(request);
        case REQUEST_TOKEN -> desk.requestToken(request);
        case ACCESS_TOKEN -> desk.accessToken(request);
        case SELF -> resourceAnswer.self(request);
        case LISTING -> resourceAnswer.listing(request);
        case EPOCH -> EtsyReply.json(Long.toString(clock.instant().getEpochSecond()));
        case SIGN_IN, UNKNOWN -> EtsyReply.text(404, "Requested URI is not supported");
      };
    } catch (OAuthProblem problem) {
      return EtsyReply.text(401, String.valueOf(problem.getMessage()));
    }
  }

  /** Whose quota a call spends. */
  private static String caller(EtsyRequest request) {
    String authorization = request.authorization();
    Matcher token = TOKEN.matcher(authorization == null ? "" : authorization);
    return token.find() ? token.group(1) : request.query().getOrDefault("api_key", "");
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sandbox-etsy");
    thread.setDaemon(true);
    return thread;
  }
}
