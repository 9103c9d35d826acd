package dev.lowstock.etsy.webhook;

import dev.lowstock.store.Database;
import dev.lowstock.store.Sql;
import java.sql.Types;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The deliveries in the database, each once, and the looks that they want. Thread-safe. */
public final class WebhookRows {
  private final NamedParameterJdbcTemplate database;
  private final TransactionTemplate transactions;
  private final String selectShop = Sql.read("select-shop-of-webhook");
  private final String keepDelivery;
  private final String wantLook = Sql.read("want-look-at-shop");

  public WebhookRows(Database database) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.keepDelivery = Sql.read(database.kind(), "keep-webhook-delivery");
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
            keepDelivery,
            about(event)
                .addValue("webhookId", event.webhookId())
                .addValue("type", event.type())
                .addValue("receiptId", event.receiptId(), Types.BIGINT)
                .addValue("watchedShop", shop, Types.BIGINT)
                .addValue("outcome", outcome));
    if (rows == 0) {
      return "repeated";
    }
    if (outcome.equals("accepted")) {
      database.update(wantLook, new MapSqlParameterSource("watchedShop", shop));
    }
    return outcome;
  }

  private @Nullable Long watchedShop(WebhookEvent event) {
    return database.queryForObject(selectShop, about(event), Long.class);
  }

  private static MapSqlParameterSource about(WebhookEvent event) {
    return new MapSqlParameterSource()
        .addValue("shopId", event.shopId(), Types.BIGINT)
        .addValue("listingId", event.listingId(), Types.BIGINT);
  }
}
