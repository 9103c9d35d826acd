package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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

    CompletableFuture<Integer> forgets =
        whileUncommitted(
            () -> rows.update("INSERT INTO alert (chat_id, message) VALUES (?, '{}')", operator),
            oldRows()::forgetIdleChats);

    assertThat(forgets.join()).isZero();
    assertThat(count("alert WHERE state = 'due'")).isEqualTo(1);
  }

  @Test
  void shopThatIsLinkedWhileItIsForgottenStays() {
    long grace = chat("Grace");
    shop(RED_POTS);

    CompletableFuture<Integer> forgets =
        whileUncommitted(
            () ->
                rows.update(
                    "INSERT INTO subscription (chat_id, seller_id) VALUES (?, ?)", grace, RED_POTS),
            new UnwatchedSellers(database, guests -> {})::forgetSome);

    assertThat(forgets.join()).isZero();
    assertThat(count("subscription WHERE seller_id = " + RED_POTS)).isEqualTo(1);
  }

  private OldRows oldRows() {
    return new OldRows(
        database, new UnwatchedSellers(database, guests -> {}), 30, new SimpleMeterRegistry());
  }

  /** Forgets while a change is not committed, and commits it when the forgetting waits for it. */
  private CompletableFuture<Integer> whileUncommitted(Runnable change, Supplier<Integer> forget) {
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(rows.getDataSource()));
    return transaction.execute(
        status -> {
          change.run();
          CompletableFuture<Integer> begun = CompletableFuture.supplyAsync(forget);
          await().until(() -> count("pg_locks WHERE NOT granted AND pid <> pg_backend_pid()") > 0);
          return begun;
        });
  }
}
