package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept, and for how long, on a PostgreSQL. */
class PostgresqlRetentionTest extends RetentionContract {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Override
  Database open(Path folder) {
    return SERVER.open();
  }

  @Test
  void chatThatIsOwedSomethingWhileItIsForgottenStays() {
    long operator = chat("operator");
    rows.update("UPDATE chat SET created_at = CURRENT_TIMESTAMP - INTERVAL '2' DAY");

    CompletableFuture<Exchange> forgets =
        whileUncommitted(
            () -> rows.update("INSERT INTO alert (chat_id, message) VALUES (?, '{}')", operator),
            "forget-idle-chats");

    assertThat(forgets.join().getException()).isNull();
    assertThat(count("alert WHERE state = 'due'")).isEqualTo(1);
  }

  @Test
  void shopThatIsLinkedWhileItIsForgottenStays() {
    long grace = chat("Grace");
    shop(RED_POTS);

    CompletableFuture<Exchange> forgets =
        whileUncommitted(
            () ->
                rows.update(
                    "INSERT INTO subscription (chat_id, seller_id) VALUES (?, ?)", grace, RED_POTS),
            "forget-unwatched-sellers");

    assertThat(forgets.join().getException()).isNull();
    assertThat(count("subscription WHERE seller_id = " + RED_POTS)).isEqualTo(1);
  }

  /** Begins a route while a change is not committed, and commits it when the route waits for it. */
  private CompletableFuture<Exchange> whileUncommitted(Runnable change, String route) {
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(rows.getDataSource()));
    return transaction.execute(
        status -> {
          change.run();
          CompletableFuture<Exchange> begun =
              CompletableFuture.supplyAsync(() -> bot.call(route, Map.of()));
          await().until(() -> count("pg_locks WHERE NOT granted AND pid <> pg_backend_pid()") > 0);
          return begun;
        });
  }
}
