package dev.lowstock.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Messages;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.store.Database;
import dev.lowstock.telegram.BotApi;
import dev.lowstock.telegram.Upload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stock that is too much for one file, and a Telegram that takes none. */
class StockExportTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final int LISTINGS = 2_345;

  private final List<Map<String, ?>> sent = new ArrayList<>();
  private Database database;

  @BeforeEach
  void open(@TempDir Path directory) {
    database = Database.openFile(directory.resolve("lowstock"));
    JdbcTemplate rows = new JdbcTemplate(database.dataSource());
    rows.update("INSERT INTO seller (seller_id, shop_name) VALUES (7, 'BlueMugs')");
    rows.update("INSERT INTO chat (id, channel, address) VALUES (1, 'telegram', '1001')");
    rows.update("INSERT INTO subscription (chat_id, seller_id) VALUES (1, 7)");
    List<Object[]> listings = new ArrayList<>();
    for (int n = 1; n <= LISTINGS; n++) {
      listings.add(new Object[] {n, "Mug " + n});
    }
    rows.batchUpdate(
        "INSERT INTO listing (listing_id, seller_id, state, title, quantity, changed_tsz)"
            + " VALUES (?, 7, 'active', ?, 3, 0)",
        listings);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void largeStockComesInSeveralFilesEachWithItsColumns() {
    BotCalls telegram =
        (method, parameters) -> {
          sent.add(parameters);
          return true;
        };

    assertThat(export(telegram, 50_000).send(request(), List.of(shop()))).isNull();

    assertThat(sent).hasSizeBetween(3, 5);
    assertThat(sent.get(0).get("chat_id")).isEqualTo("1001");
    assertThat(sent.get(0).get("message_thread_id")).isEqualTo(5L);
    assertThat(names()).startsWith("stock-2026-12-01.csv", "stock-2026-12-01-2.csv");
    assertThat(sent)
        .allSatisfy(file -> assertThat(text(file)).startsWith("\ufeffShop,Listing ID,"));
    assertThat(sent.stream().flatMap(file -> text(file).lines().skip(1)))
        .hasSize(LISTINGS)
        .doesNotHaveDuplicates();
  }

  @Test
  void refusedFileIsSaid() {
    BotCalls telegram = new BotApi("http://127.0.0.1:" + FreePorts.next(), "1:A")::upload;

    assertThat(
            Objects.requireNonNull(
                    export(telegram, StockExport.LARGEST_FILE).send(request(), List.of(shop())))
                .html())
        .isEqualTo("Telegram did not take all of it. Please try again in a minute.");
  }

  private StockExport export(BotCalls telegram, int largestFile) {
    return new StockExport(new ExportRows(database, 2), new Messages(null), telegram, largestFile);
  }

  private List<String> names() {
    return sent.stream()
        .map(file -> ((Upload) Objects.requireNonNull(file.get("document"))).filename())
        .toList();
  }

  private static String text(Map<String, ?> file) {
    Upload upload = (Upload) Objects.requireNonNull(file.get("document"));
    return new String(upload.content(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static WatchedShop shop() {
    return new WatchedShop(
        7, "BlueMugs", NOON, false, null, 2, WatchedShop.Looks.NONE, null, null, NOON);
  }

  private static ChatRequest request() {
    return new ChatRequest(
        "export", "1001", "1", "en", "", null, null, null, true, false, "", 5L, "export", null, "");
  }
}
