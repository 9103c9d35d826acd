package dev.lowstock.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts how often somebody uses something, on all nodes together, within a time that begins with
 * the first use. Thread-safe.
 */
public final class Uses {
  private final Statements database;
  private final TransactionTemplate transactions;

  public Uses(Database database) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
  }

  /**
   * Counts one use.
   *
   * @param what at most 20 characters
   * @param who at most 200 characters
   * @param window how long uses count together
   * @param most how many are within the limit
   * @return by how many the use is beyond the limit: 0 or less within it, 1 for the first beyond it
   */
  public long beyond(String what, String who, Duration window, long most) {
    Map<String, Object> use =
        Map.of("what", what, "who", who, "window", window.toSeconds(), "most", most);
    // The row stays locked until it is read: two nodes never read the same count.
    return requireNonNull(
        transactions.execute(
            status -> {
              database.update("count-use", use);
              return database.queryForObject("select-use", use, Long.class);
            }));
  }
}
