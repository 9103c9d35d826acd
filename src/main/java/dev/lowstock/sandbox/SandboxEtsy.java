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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Etsy on loopback that speaks API v2 (the listings feed, OAuth 1.0a with its sign-in page, a
 * user and a listing) and API v3 (OAuth 2.0 with its consent page, shops, listings, inventory and
 * webhooks) of one marketplace; with sellers to play, quotas to set and faults to switch on.
 * Thread-safe.
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
  private final TokenDesk tokenDesk;
  private final Webhooks webhooks;
  private final EtsyQuota quota;
  private final SlidingQuota quotaOfV3;
  private final EtsyV3 v3;
  private final FeedAnswer feedAnswer;
  private final ResourceAnswer resourceAnswer;
  private final SignInPage signInPage;
  private final EtsyCalls calls = new EtsyCalls();
  private final EtsyFaults faults = new EtsyFaults();
  private final List<ObjIntConsumer<EtsyCall>> listeners = new CopyOnWriteArrayList<>();

  private SandboxEtsy(HttpServer server, Clock clock, EtsyKeys keys) {
    this.server = server;
    this.clock = clock;
    this.keys = keys;
    this.feed = new SandboxFeed(clock);
    this.desk = new OAuthDesk(keys, clock);
    this.tokenDesk = new TokenDesk(keys.consumerKey(), clock);
    this.webhooks = new Webhooks(clock, tokenDesk);
    Orders orders = new Orders();
    this.marketplace = new Marketplace(clock, feed, orders, webhooks);
    this.quota = new EtsyQuota(clock);
    this.quotaOfV3 = new SlidingQuota(clock);
    this.v3 = new EtsyV3(keys, tokenDesk, quotaOfV3, marketplace, orders);
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

  /** What stands before {@code /v2} and {@code /v3}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The page of v3 where a seller allows the app. */
  public URI connectUrl() {
    return url().resolve("/oauth/connect");
  }

  /** An address, to the letter, that sellers may be sent back to from that page. */
  public void registersRedirect(String uri) {
    tokenDesk.register(uri);
  }

  public EtsyKeys keys() {
    return keys;
  }

  /** The shop of that name, which opens with the first mention. */
  public SandboxShop shop(String name) {
    return marketplace.shop(name, new Permissions(desk, tokenDesk));
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

  /**
   * How many calls a key or token has in a second and in a day; no limit until set. v3 counts the
   * calls of the app's key, in windows that slide.
   */
  public void limitsCalls(int perSecond, int perDay) {
    quota.limit(perSecond, perDay);
    quotaOfV3.limit(perSecond, perDay);
  }

  /** How long a seller may take to sign in; one hour unless set. */
  public void requestTokensLive(Duration howLong) {
    desk.requestTokensLive(howLong);
  }

  /** How long the code of v3 may be exchanged; five minutes unless set. */
  public void codesLive(Duration howLong) {
    tokenDesk.codesLive(howLong);
  }

  /** How long an access token of v3 is good, and said to be; one hour unless set. */
  public void accessTokensLive(Duration howLong) {
    tokenDesk.accessTokensLive(howLong);
  }

  /** Ends every access token of v3 before the time it was said to live. */
  public void expiresAccessTokens() {
    tokenDesk.expireAccessTokens();
  }

  /**
   * From now on tells this address of paid orders and of products out of stock, in the shops that
   * have allowed the app through v3; signed with a secret that begins with {@code whsec_}.
   */
  public void sendsWebhooksTo(URI endpoint, String signingSecret) {
    webhooks.sendTo(endpoint, signingSecret);
  }

  /** Tells of events of these types alone, as one can choose when an endpoint is set up. */
  public void tellsOf(String... types) {
    webhooks.tellOf(Set.of(types));
  }

  public void stopsWebhooks() {
    webhooks.stop();
  }

  /** Whether webhooks carry the signature alone, without {@code v1,} in front of it. */
  public void signsBare(boolean whether) {
    webhooks.signBare(whether);
  }

  /** Every try to deliver a webhook, oldest first. */
  public List<WebhookAttempt> webhookAttempts() {
    return webhooks.attempts();
  }

  /** Tells of every try to deliver a webhook, when it is over. */
  public void onWebhook(Consumer<WebhookAttempt> listener) {
    webhooks.onAttempt(listener);
  }

  /** Sends a webhook once more with the id that it had, as developers can in Etsy's portal. */
  public void repeatsWebhook(WebhookAttempt sent) {
    webhooks.repeat(sent);
  }

  /** Ends every new token and secret with these characters, such as {@code +/=&%}. */
  public void endsTokensWith(String characters) {
    desk.endTokensWith(characters);
    tokenDesk.endTokensWith(characters);
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

  /** Tells of every call when it is over, and the status of its answer; 0 if it got none. */
  public void onCall(ObjIntConsumer<EtsyCall> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    webhooks.stop();
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
    EtsyEndpoint endpoint = EtsyEndpoint.at(request.url().getPath());
    EtsyCall call = CallRecord.of(endpoint, request, clock.instant());
    calls.add(call);
    EtsyFault fault = faults.next(endpoint);
    if (fault == null) {
      wire.send(answer(endpoint, request));
    } else {
      fault.answer(wire, request, changed -> answer(endpoint, changed));
    }
    listeners.forEach(listener -> listener.accept(call, wire.status()));
  }

  private EtsyReply answer(EtsyEndpoint endpoint, EtsyRequest request) {
    if (endpoint == EtsyEndpoint.SIGN_IN) {
      return signInPage.answer(request);
    }
    if (endpoint.isOfV3()) {
      return v3.answer(endpoint, request);
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
        default -> EtsyReply.text(404, "Requested URI is not supported");
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
