package dev.lowstock.etsy.webhook;

import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.Types;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The deliveries in the database, each once, and the looks that they want. Thread-safe. */
public final class WebhookRows {
  private final Statements database;
  private final TransactionTemplate transactions;
  private final LongConsumer wanted;

  /**
   * Writes to a database.
   *
   * @param wanted told of each shop that is to be looked at, in the transaction that stores why
   */
  public WebhookRows(Database database, LongConsumer wanted) {
    this.database = database.statements();
    this.wanted = wanted;
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
  }

  /**
   * Stores a delivery and wants a look at its shop, in one transaction.
   *
   * @return {@code accepted}, {@code repeated}, {@code unknown_type} or {@code foreign_shop}
   */
  public String record(WebhookEvent event) {
    return Objects.requireNonNull(transactions.execute(status -> write(event)));
  }

  private String write(WebhookEvent event) {
    Long shop = watchedShop(event);
    String outcome = event.outcome(shop);
    int rows =
        database.update(
            "keep-webhook-delivery",
            about(event)
                .addValue("webhookId", event.webhookId())
                .addValue("type", event.type())
                .addValue("receiptId", event.receiptId(), Types.BIGINT)
                .addValue("watchedShop", shop, Types.BIGINT)
                .addValue("outcome", outcome));
    if (rows == 0) {
      return "repeated";
    }
    if (shop != null && outcome.equals("accepted")) {
      database.update("want-look-at-shop", new MapSqlParameterSource("watchedShop", shop));
      wanted.accept(shop);
    }
    return outcome;
  }

  private @Nullable Long watchedShop(WebhookEvent event) {
    return database.queryForObject("select-shop-of-webhook", about(event), Long.class);
  }

  private static MapSqlParameterSource about(WebhookEvent event) {
    return new MapSqlParameterSource()
        .addValue("shopId", event.shopId(), Types.BIGINT)
        .addValue("listingId", event.listingId(), Types.BIGINT);
  }
}
