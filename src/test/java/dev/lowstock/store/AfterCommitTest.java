package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

final class AfterCommitTest {
  private final TransactionTemplate transactions =
      new TransactionTemplate(new DataSourceTransactionManager(memory()));
  private final List<String> done = new ArrayList<>();

  @Test
  void workIsDoneAfterTheCommitAndNotBefore() {
    transactions.executeWithoutResult(
        status -> {
          AfterCommit.run(() -> done.add("told"));
          assertThat(done).isEmpty();
        });

    assertThat(done).containsExactly("told");
  }

  @Test
  void workThatAsksForMoreGetsIt() {
    transactions.executeWithoutResult(
        status -> AfterCommit.run(() -> AfterCommit.run(() -> done.add("woken"))));

    assertThat(done).containsExactly("woken");
  }

  @Test
  void nothingIsDoneAfterARollback() {
    transactions.executeWithoutResult(
        status -> {
          AfterCommit.run(() -> done.add("told"));
          status.setRollbackOnly();
        });

    assertThat(done).isEmpty();
  }

  @Test
  void workWithoutATransactionIsDoneAtOnce() {
    AfterCommit.run(() -> done.add("told"));

    assertThat(done).containsExactly("told");
  }

  private static JDBCDataSource memory() {
    JDBCDataSource memory = new JDBCDataSource();
    memory.setUrl("jdbc:hsqldb:mem:afterCommit");
    return memory;
  }
}
