package dev.lowstock.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Any number of shops of {@value #LISTINGS} listings in which nothing happens: as a bot's database
 * has them, and as an Etsy of API v3 shows them that answers at once and checks nothing. One
 * listing in five has three variations. Thread-safe.
 */
final class ManyShops implements AutoCloseable {
  static final int LISTINGS = 60;

  private static final int FIRST_SELLER = 1_000_000;
  private static final int FIRST_SHOP = 2_000_000;
  private static final long FIRST_LISTING = 1_000_000_000L;
  private static final int WITH_VARIATIONS = 5;
  private static final int SHOPS_A_TRANSACTION = 20;
  private static final long CHANGED = 1_700_000_000L;
  private static final String DESCRIPTION = "Thrown on the wheel, dried slowly, fired twice. ";
  private static final Pattern SHOP = Pattern.compile("/shops/(\\d+)/listings");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4, ManyShops::thread);
  private final AtomicLong looks = new AtomicLong();
  private final CountDownLatch asked = new CountDownLatch(1);

  ManyShops() throws IOException {
    // Without it each answer waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many looks at what is for sale in a shop have begun. */
  long looks() {
    return looks.get();
  }

  /** Counted down by the first look. */
  CountDownLatch firstLook() {
    return asked;
  }

  /** Fills a new database with so many shops, each looked at before, and due. */
  static void fill(Path file, int shops) {
    BenchDatabase.fill(file, shops, SHOPS_A_TRANSACTION, ManyShops::fill);
  }

  private static void fill(JdbcTemplate rows, String token, int from, int to) {
    insert(
        rows,
        "INSERT INTO seller (shop_name, seller_id, shop_id) VALUES (?, ?, ?)",
        from,
        to,
        n -> List.<Object[]>of(new Object[] {"Shop" + n, FIRST_SELLER + n, FIRST_SHOP + n}));
    insert(
        rows,
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed, expires_at)"
            + " VALUES (?, ?, ?, CURRENT_TIMESTAMP + INTERVAL '1' DAY)",
        from,
        to,
        n -> List.<Object[]>of(new Object[] {FIRST_SELLER + n, token, token}));
    insert(
        rows,
        "INSERT INTO chat (id, channel, address) VALUES (?, 'telegram', ?)",
        from,
        to,
        n -> List.<Object[]>of(new Object[] {n + 1, Integer.toString(n + 1)}));
    insert(
        rows,
        "INSERT INTO subscription (chat_id, seller_id) VALUES (?, ?)",
        from,
        to,
        n -> List.<Object[]>of(new Object[] {n + 1, FIRST_SELLER + n}));
    insert(
        rows,
        "INSERT INTO shop_watch (seller_id, shop_id, listings, looks, looked_at, seen_at,"
            + " full_look_at, baseline_at, lows_kept_at) VALUES (?, ?, "
            + LISTINGS
            + ", 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,"
            + " CURRENT_TIMESTAMP)",
        from,
        to,
        n -> List.<Object[]>of(new Object[] {FIRST_SELLER + n, FIRST_SHOP + n}));
    insert(
        rows,
        "INSERT INTO listing (listing_id, seller_id, state, title, url, quantity, most_seen,"
            + " changed_tsz, updated_tsz, seen_at, sweep_at)"
            + " VALUES (?, ?, 'active', ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP,"
            + " CURRENT_TIMESTAMP + INTERVAL '1' DAY)",
        from,
        to,
        n ->
            IntStream.range(0, LISTINGS)
                .mapToObj(
                    k -> {
                      long id = listing(n, k);
                      int left = quantity(k);
                      return new Object[] {
                        id, FIRST_SELLER + n, title(id), link(id), left, left, CHANGED, CHANGED
                      };
                    })
                .toList());
    insert(
        rows,
        "INSERT INTO offering (listing_id, product_id, variation, sku, name, quantity, most_seen)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        from,
        to,
        n ->
            IntStream.range(0, LISTINGS * 3)
                .filter(each -> each % 3 < products(each / 3))
                .mapToObj(
                    each -> {
                      long id = listing(n, each / 3);
                      long product = id * 4 + each % 3;
                      Integer left = products(each / 3) > 1 ? Integer.valueOf(5) : null;
                      return new Object[] {
                        id, product, product, "SKU-" + product, name(each), left, left
                      };
                    })
                .toList());
  }

  @FunctionalInterface
  private interface RowsOfShop {
    List<Object[]> of(int shop);
  }

  private static void insert(JdbcTemplate rows, String sql, int from, int to, RowsOfShop each) {
    List<Object[]> all = new ArrayList<>();
    IntStream.range(from, to).forEach(shop -> all.addAll(each.of(shop)));
    rows.batchUpdate(sql, all);
  }

  private static long listing(int shop, int number) {
    return FIRST_LISTING + (long) shop * LISTINGS + number;
  }

  private static int products(int number) {
    return number % WITH_VARIATIONS == 0 ? 3 : 1;
  }

  private static int quantity(int number) {
    return products(number) > 1 ? 15 : 5;
  }

  private static String title(long id) {
    return "Hand-thrown stoneware mug with a blue glaze, number " + id;
  }

  private static String link(long id) {
    return "https://www.etsy.com/listing/" + id + "/hand-thrown-stoneware-mug";
  }

  private static String name(int product) {
    return products(product / 3) > 1 ? "Colour " + product % 3 : "";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    Matcher shop = SHOP.matcher(path);
    String body = "{\"count\":0,\"results\":[]}";
    if (shop.find() && query.contains("state=active")) {
      asked.countDown();
      looks.incrementAndGet();
      body = page(Integer.parseInt(shop.group(1)) - FIRST_SHOP);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.getResponseHeaders().set("x-limit-per-second", "1000");
    exchange.getResponseHeaders().set("x-limit-per-day", "100000000");
    exchange.getResponseHeaders().set("x-remaining-today", "99000000");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String page(int shop) {
    StringBuilder page = new StringBuilder("{\"count\":").append(LISTINGS).append(",\"results\":[");
    for (int k = 0; k < LISTINGS; k++) {
      long id = listing(shop, k);
      page.append(k == 0 ? "" : ",")
          .append(
              """
              {"listing_id":%d,"user_id":%d,"shop_id":%d,"state":"active","listing_type":"physical",
               "title":"%s","description":"%s","url":"%s","quantity":%d,"state_timestamp":%d,
               "updated_timestamp":%d,"has_variations":%b,
               "inventory":{"quantity_on_property":[%s],"products":[%s]}}
              """
                  .formatted(
                      id,
                      FIRST_SELLER + shop,
                      FIRST_SHOP + shop,
                      title(id),
                      DESCRIPTION.repeat(20),
                      link(id),
                      quantity(k),
                      CHANGED,
                      CHANGED,
                      products(k) > 1,
                      products(k) > 1 ? "513" : "",
                      products(id, k)));
    }
    return page.append("]}").toString();
  }

  private static String products(long id, int number) {
    StringBuilder products = new StringBuilder();
    for (int p = 0; p < products(number); p++) {
      long product = id * 4 + p;
      String name = name(number * 3 + p);
      products
          .append(p == 0 ? "" : ",")
          .append(
              """
              {"product_id":%d,"sku":"SKU-%d","is_deleted":false,
               "offerings":[{"quantity":5,"is_enabled":true,"is_deleted":false}],
               "property_values":[%s]}
              """
                  .formatted(
                      product, product, name.isEmpty() ? "" : "{\"values\":[\"" + name + "\"]}"));
    }
    return products.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "many-shops");
    thread.setDaemon(true);
    return thread;
  }
}
