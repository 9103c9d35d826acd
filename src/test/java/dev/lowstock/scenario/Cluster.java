package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Nodes on one PostgreSQL, each reached by a port of its own, behind a load balancer at the town's.
 * Their clocks differ by minutes.
 */
final class Cluster implements AutoCloseable {
  static final int NODES = 3;

  /** A third of the nodes has each: right, fast, slow. Etsy takes signatures within 5 minutes. */
  private static final List<String> CLOCKS = List.of("PT0S", "PT3M", "PT-3M");

  private static final Pattern WINDOW_START = Pattern.compile("\\btime_offset=(\\d+)");

  final Town town;
  final List<Seller> sellers = new ArrayList<>();
  private final PostgresServer server;
  private final String database;
  private final List<Cable> cables = new ArrayList<>();
  private final List<Integer> ports;
  private final List<List<Program>> runs = new ArrayList<>();
  private final Cable balancer;
  private Instant lastSoldOut = Instant.EPOCH;

  /** Who is told of a shop, what it may still sell out, and what has sold out. */
  record Seller(
      Person person, SandboxShop shop, Deque<SandboxListing> forSale, List<SandboxListing> sold) {}

  Cluster(Town town, PostgresServer server, String database) {
    this(town, server, database, new CopyOnWriteArrayList<>());
    for (int node = 0; node < NODES; node++) {
      cables.add(Cable.lay(FreePorts.next(), List.of(server.port())));
      ports.add(FreePorts.next());
      runs.add(new ArrayList<>());
    }
  }

  /**
   * Nodes that somebody else starts and stops.
   *
   * @param ports where the load balancer finds those that are ready; may change
   */
  Cluster(Town town, PostgresServer server, String database, List<Integer> ports) {
    this.town = town;
    this.server = server;
    this.database = database;
    this.ports = ports;
    server.makeDatabase(database);
    town.environment.put("SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    balancer = Cable.lay(Integer.parseInt(town.environment.get("HTTP_PORT")), ports);
  }

  /** Starts a node, whatever becomes of it. */
  Program starts(int node) {
    Map<String, String> own =
        new HashMap<>(PostgresServer.settings(database, cables.get(node).port()));
    own.put("HTTP_PORT", Integer.toString(ports.get(node)));
    Program program =
        town.startsWith(own, List.of("-Dlowstock.clockOffset=" + CLOCKS.get(node % 3)));
    runs.get(node).add(program);
    return program;
  }

  /** Stops a node as an operator does, and starts it with the settings of now. */
  void restarts(int node) {
    node(node).sigterm().awaitEnd();
    starts(node).awaitStarted();
  }

  /** Plays a command of the operator's with the settings of now; what it says, if it ends well. */
  List<String> plays(String command) {
    Program program = town.plays(PostgresServer.settings(database, cables.get(0).port()), command);
    assertThat(program.awaitExit(Town.PATIENCE)).as(program.lines().toString()).isZero();
    return program.lines();
  }

  /** Starts the nodes that do not run, and waits until all do. */
  void startsAll() {
    for (int node = 0; node < NODES; node++) {
      if (runs.get(node).isEmpty() || !node(node).isAlive()) {
        starts(node);
      }
    }
    for (int node = 0; node < NODES; node++) {
      node(node).awaitStarted();
    }
  }

  Program node(int node) {
    List<Program> all = runs.get(node);
    return all.get(all.size() - 1);
  }

  Cable cableOf(int node) {
    return cables.get(node);
  }

  /** Shops, each with an owner who has logged in. */
  void opens(int shops, int listings) {
    for (int shop = 0; shop < shops; shop++) {
      SandboxShop opened = town.etsy.shop("Shop" + sellers.size());
      Deque<SandboxListing> forSale = new ArrayDeque<>();
      for (int n = 0; n < listings; n++) {
        forSale.add(opened.lists("Item " + n + " of " + opened.name(), 1, "SKU-" + n));
      }
      Person person = town.telegram.person("Owner of " + opened.name());
      if ("v3".equals(town.environment.get("ETSY_API"))) {
        town.watches(person, opened);
      } else {
        town.logsIn(person, opened);
      }
      sellers.add(new Seller(person, opened, forSale, new ArrayList<>()));
    }
  }

  /** That many listings sell out, of all shops in turn. */
  void sellsOut(int listings) {
    for (int n = 0; n < listings; n++) {
      Seller seller = sellers.get(n % sellers.size());
      SandboxListing listing = seller.forSale().poll();
      if (listing == null) {
        String name = "Another item " + seller.sold().size();
        listing = seller.shop().lists(name, 1, "SKU-" + name);
      }
      listing.sellsOut();
      seller.sold().add(listing);
    }
    lastSoldOut = Instant.now();
  }

  /**
   * Waits until the nodes read windows of the feed that no longer show what has sold out so far.
   */
  void awaitFeedIsPastIt() {
    await().atMost(Town.PATIENCE).until(() -> windowStart().isAfter(lastSoldOut));
  }

  private Instant windowStart() {
    List<EtsyCall> calls = town.etsy.calls(EtsyEndpoint.FEED);
    String query = Objects.requireNonNull(calls.get(calls.size() - 1).query());
    Matcher start = WINDOW_START.matcher(query);
    assertThat(start.find()).as(query).isTrue();
    return Instant.ofEpochSecond(Long.parseLong(start.group(1)));
  }

  /** Etsy keeps connections open: without them, its next webhook may reach any node. */
  void closesKeptConnections() {
    balancer.dropsConnections();
  }

  /** Waits until all that has sold out was told. */
  void awaitAllTold(Duration patience) {
    await().atMost(patience).untilAsserted(() -> assertThat(untold()).isEmpty());
  }

  /**
   * Waits until all that has sold out was told, nothing is owed any more, and nobody sends anything
   * for a second. What a node had sent and not recorded when it died is owed until its lease has
   * ended: repeats are counted after that.
   */
  void awaitQuiet(Duration patience) {
    await()
        .atMost(patience)
        .untilAsserted(
            () -> {
              assertThat(untold()).isEmpty();
              assertThat(owed()).as("what is still to be described or sent").isZero();
            });
    town.awaitSecondOfSilence();
  }

  private int owed() {
    return new JdbcTemplate(server.database(database))
        .queryForObject(
            "SELECT (SELECT COUNT(*) FROM stock_event WHERE described_at IS NULL)"
                + " + (SELECT COUNT(*) FROM alert WHERE state = 'due')",
            Integer.class);
  }

  /** Who writes to the chats at this moment, one owner for each chat. */
  Set<String> chatLeases() {
    return Set.copyOf(
        new JdbcTemplate(server.database(database))
            .queryForList(
                "SELECT lease_owner FROM chat WHERE lease_until > CURRENT_TIMESTAMP",
                String.class));
  }

  List<Long> untold() {
    List<Long> untold = new ArrayList<>();
    for (Seller seller : sellers) {
      Set<Long> told = new HashSet<>();
      seller.person().messages().forEach(message -> told.addAll(Town.listings(message)));
      seller.sold().stream()
          .map(SandboxListing::id)
          .filter(id -> !told.contains(id))
          .forEach(untold::add);
    }
    return untold;
  }

  /** How many messages to a chat name a listing that an earlier one has named, of all chats. */
  int repeats() {
    return sellers.stream().mapToInt(seller -> repeats(seller.person())).sum();
  }

  static int repeats(Person person) {
    Set<Long> told = new HashSet<>();
    int repeats = 0;
    for (ChatMessage message : person.messages()) {
      List<Long> listings = Town.listings(message);
      repeats += listings.stream().anyMatch(told::contains) ? 1 : 0;
      told.addAll(listings);
    }
    return repeats;
  }

  /** The lines of a node, all its runs. */
  long lines(int node, String text) {
    return runs.get(node).stream()
        .flatMap(run -> run.lines().stream())
        .filter(line -> line.contains(text))
        .count();
  }

  /** Waits until one of the nodes that run polls Telegram, as they say; which one. */
  int awaitPoller(Duration patience) {
    return await().atMost(patience).until(this::pollers, one -> one.size() == 1).get(0);
  }

  private List<Integer> pollers() {
    return IntStream.range(0, NODES)
        .filter(node -> node(node).isAlive() && polls(node(node)))
        .boxed()
        .toList();
  }

  /** By the last word on it: polled by this node, not by this, by another. */
  private static boolean polls(Program program) {
    return program.lines().stream()
        .filter(line -> line.contains("Telegram is") && line.contains("polled by"))
        .reduce("", (older, newer) -> newer)
        .contains("Telegram is polled by this node");
  }

  /** Calls that came to Etsy or Telegram for a sell-out. */
  int calls() {
    return town.etsy.count(EtsyEndpoint.FEED)
        + town.etsy.count(EtsyEndpoint.LISTING)
        + town.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP)
        + town.etsy.count(EtsyEndpoint.INVENTORY_BATCH)
        + town.telegram.requests("sendMessage").size();
  }

  /** Waits until so many calls more have been made, or it seems that no more come. */
  void awaitCalls(int more) throws InterruptedException {
    int count = calls() + more;
    CountDownLatch moment = new CountDownLatch(1);
    Thread watch =
        new Thread(
            () -> {
              while (calls() < count && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              moment.countDown();
            });
    watch.setDaemon(true);
    watch.start();
    if (!moment.await(5, TimeUnit.SECONDS)) {
      watch.interrupt();
    }
  }

  /** How many messages each node has delivered, in all its runs. */
  List<Long> delivered() {
    return IntStream.range(0, NODES).mapToObj(node -> lines(node, "delivered alerts")).toList();
  }

  /** How many each has delivered since. */
  List<Long> deliveredSince(List<Long> before) {
    List<Long> now = delivered();
    return IntStream.range(0, NODES).mapToObj(node -> now.get(node) - before.get(node)).toList();
  }

  /** How often a node has called Telegram with a message since it was started, by its own count. */
  double sent(int node) {
    return ServerPage.count(node(node), "tg_api_calls_total", "method=\"sendMessage\"");
  }

  /** What the nodes have written, for a look into a failure. */
  private void keepLogs() {
    for (int node = 0; node < runs.size(); node++) {
      List<String> lines =
          runs.get(node).stream().flatMap(run -> run.lines().stream()).collect(Collectors.toList());
      try {
        Files.write(Path.of("target", "nodes-" + database + "-" + node + ".log"), lines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    keepLogs();
    balancer.close();
    town.close();
    cables.forEach(Cable::close);
  }
}
