package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Messages;
import dev.lowstock.telegram.TelegramFailure;
import dev.lowstock.telegram.TelegramUnreachable;
import dev.lowstock.telegram.TopicGone;
import dev.lowstock.telegram.Upload;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a chat its stock as a file for spreadsheets: a line for each listing, or for each of its
 * variations. What is large comes in several files, so that none is beyond what Telegram takes or
 * what memory there is. Thread-safe.
 */
public final class StockExport {
  private static final Logger LOG = LoggerFactory.getLogger(StockExport.class);

  /** Of 50 MB (Bot API, sendDocument): such a file is sent within seconds. */
  static final int LARGEST_FILE = 8 << 20;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final ExportRows rows;
  private final Messages messages;
  private final BotCalls telegram;
  private final int largestFile;

  /**
   * Sends what is in the database.
   *
   * @param telegram sends files, too
   */
  public StockExport(ExportRows rows, Messages messages, BotCalls telegram) {
    this(rows, messages, telegram, LARGEST_FILE);
  }

  StockExport(ExportRows rows, Messages messages, BotCalls telegram, int largestFile) {
    this.rows = rows;
    this.messages = messages;
    this.telegram = telegram;
    this.largestFile = largestFile;
  }

  /**
   * Sends the stock of these shops of the chat; says what there is to say beside.
   *
   * @return null when nothing is
   */
  @Nullable Message send(ChatRequest request, List<WatchedShop> shops) {
    if (shops.isEmpty()) {
      return say(request, "status.none");
    }
    try {
      return new Sending(request, shops.get(0).now()).send(shops)
          ? null
          : say(request, "export.empty");
    } catch (TelegramFailure | TelegramUnreachable e) {
      LOG.warn("Chat {}, /export: {}", request.address(), e.getMessage());
      return say(request, "export.failed");
    }
  }

  private Message say(ChatRequest request, String key) {
    return new Message(messages.text(request.language(), key), List.of());
  }

  /** One export; used by one thread. */
  private final class Sending {
    private final ChatRequest request;
    private final Instant at;
    private final List<String> columns;
    private final String untilBack;
    private Csv csv;
    private int lines;
    private int files;
    private ZoneId zone = ZoneOffset.UTC;

    Sending(ChatRequest request, Instant at) {
      this.request = request;
      this.at = at;
      this.columns = List.of(messages.text(request.language(), "export.columns").split(","));
      this.untilBack = messages.text(request.language(), "export.untilBack");
      this.csv = new Csv(columns);
    }

    /** False when there is nothing to send. */
    boolean send(List<WatchedShop> shops) {
      for (WatchedShop shop : shops) {
        long after = 0;
        for (List<ExportRows.Row> next = rows.next(request, shop.sellerId(), after);
            !next.isEmpty();
            next = rows.next(request, shop.sellerId(), after)) {
          next.forEach(this::add);
          after = next.get(next.size() - 1).listingId();
        }
      }
      if (lines > 0) {
        sendFile();
      }
      return files > 0;
    }

    private void add(ExportRows.Row row) {
      if (csv.size() >= largestFile) {
        sendFile();
      }
      zone = row.zone() == null ? ZoneOffset.UTC : row.zone();
      Integer left = row.left();
      csv.add(
          List.of(
              WatchedShop.name(row.shopName(), row.sellerId()),
              Long.toString(row.listingId()),
              AlertText.plain(row.title()),
              row.state(),
              AlertText.plain(row.variation()),
              AlertText.plain(row.sku()),
              left == null ? "" : Integer.toString(left),
              Integer.toString(row.threshold()),
              mutedUntil(row),
              ListingLine.page(row.listingId(), row.url())));
      lines++;
    }

    private String mutedUntil(ExportRows.Row row) {
      Instant until = row.mutedUntil();
      if (row.mutedUntilBack()) {
        return untilBack;
      }
      return until == null ? "" : MINUTE.format(until.atZone(zone));
    }

    private void sendFile() {
      files++;
      String part = files == 1 ? "" : "-" + files;
      String name = "stock-" + DAY.format(at.atZone(zone)) + part + ".csv";
      Map<String, Object> parameters = new HashMap<>();
      parameters.put("chat_id", request.address());
      parameters.put("document", new Upload(name, csv.bytes()));
      if (request.topic() != null) {
        parameters.put("message_thread_id", request.topic());
      }
      csv = new Csv(columns);
      lines = 0;
      try {
        telegram.call("sendDocument", parameters);
      } catch (TopicGone e) {
        parameters.remove("message_thread_id");
        telegram.call("sendDocument", parameters);
      }
    }
  }
}
