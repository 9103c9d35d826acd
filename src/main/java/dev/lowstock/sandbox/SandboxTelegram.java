package dev.lowstock.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A Telegram on loopback that speaks the real Bot API, with people who write, press and block.
 *
 * <p>Thread-safe. Keeps everything in memory until it is closed.
 */
public final class SandboxTelegram implements AutoCloseable {
  /** The token the sandbox knows; any other gets a 401. */
  public static final String TOKEN = "123456:sandbox-AAExampleTokenOfTheRightForm00";

  private static final int ALWAYS = Integer.MAX_VALUE;

  private final Bell bell = new Bell();
  private final UpdateQueue updates = new UpdateQueue();
  private final TelegramChats chats = new TelegramChats(updates, bell);
  private final SendLimits limits = new SendLimits();
  private final UpdateSender sender = new UpdateSender(updates);
  private final TelegramMethods methods = new TelegramMethods(updates, sender, chats, limits);
  private final TelegramFaults faults = new TelegramFaults();
  private final List<TelegramRequest> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private SandboxTelegram(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts on a free port. */
  public static SandboxTelegram start() {
    return start(0);
  }

  public static SandboxTelegram start(int port) {
    try {
      return new SandboxTelegram(port);
    } catch (IOException e) {
      throw new UncheckedIOException("No sandbox on port " + port, e);
    }
  }

  /** What the bot takes for {@code https://api.telegram.org}. */
  public String baseUri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The person of that name, who comes into being when first named. */
  public Person person(String name) {
    return chats.person(name);
  }

  /** A new group that the bot was added to. */
  public GroupChat group(String title, Person owner) {
    return chats.group(title, owner);
  }

  /** The chat of that id, as it is now. */
  public Optional<TelegramChat> chat(long chatId) {
    return chats.chat(chatId);
  }

  /** Tells of every message the bot sends or edits, on the thread that serves the bot. */
  public void onMessage(Consumer<ChatMessage> listener) {
    chats.onMessage(listener);
  }

  /** Tells of everything people write, before the bot learns of it. */
  public void onSaid(SaidListener listener) {
    chats.onSaid(listener);
  }

  /** Puts an update into the queue as it is, however odd. */
  public void enqueue(Map<String, Object> update) {
    updates.addRaw(update);
  }

  public void enqueue(String json) {
    try {
      updates.addRaw(TelegramWire.jsonObject(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON object", e);
    }
  }

  /** From now on updates are numbered from here, as after a week of silence. */
  public void numberUpdatesFrom(long id) {
    updates.continueAt(id);
  }

  /** How many updates the bot has not confirmed. */
  public int unconfirmedUpdates() {
    return updates.size();
  }

  /** What the bot's webhook answered to each update that was brought; 0 where it did not answer. */
  public List<Integer> webhookAnswers() {
    return sender.statuses();
  }

  /** Allows so many messages a second; beyond them the answer is 429. */
  public void limitSends(int perChat, int overall) {
    limits.set(perChat, overall);
  }

  /** Every call that came in so far, with whatever token. */
  public List<TelegramRequest> requests() {
    return List.copyOf(requests);
  }

  public List<TelegramRequest> requests(String method) {
    return requests.stream().filter(request -> request.method().equals(method)).toList();
  }

  public TelegramRequest awaitRequest(Predicate<TelegramRequest> fits, Duration limit) {
    return bell.await(() -> requests.stream().filter(fits).findFirst(), limit, "a request");
  }

  /** Lets the next so many calls of this method fail. */
  public void failNext(int times, String method, TelegramFault fault) {
    faults.plan(method, fault, times);
  }

  /** Lets every call of this method fail until {@link #heal()}. */
  public void failAlways(String method, TelegramFault fault) {
    faults.plan(method, fault, ALWAYS);
  }

  /** Lets every call fail until {@link #heal()}. */
  public void failAlways(TelegramFault fault) {
    faults.plan("", fault, ALWAYS);
  }

  /** Ends all faults; calls that are held are cut off. */
  public void heal() {
    faults.heal();
  }

  @Override
  public void close() {
    heal();
    sender.close();
    updates.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange http) throws IOException {
    try (http) {
      answer(http);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange http) throws IOException, InterruptedException {
    String[] path = http.getRequestURI().getPath().split("/", -1);
    if (path.length != 3 || !path[1].startsWith("bot")) {
      TelegramWire.write(http, TelegramAnswer.refused(404, "Not Found", Map.of()));
      return;
    }
    TelegramRequest request;
    try {
      request = new TelegramRequest(path[2], TelegramWire.parameters(http), Instant.now());
    } catch (TelegramRefusal refusal) {
      TelegramWire.write(http, refusal.answer());
      return;
    }
    requests.add(request);
    bell.ring();
    if (!path[1].equals("bot" + TOKEN)) {
      TelegramWire.write(http, TelegramAnswer.refused(401, "Unauthorized", Map.of()));
      return;
    }
    TelegramFault fault = faults.next(request.method()).orElse(null);
    if (fault == null) {
      TelegramWire.write(http, result(request));
    } else {
      faults.play(fault, http, () -> result(request));
    }
  }

  private TelegramAnswer result(TelegramRequest request) throws InterruptedException {
    try {
      return TelegramAnswer.ok(methods.call(request));
    } catch (TelegramRefusal refusal) {
      return refusal.answer();
    }
  }
}
