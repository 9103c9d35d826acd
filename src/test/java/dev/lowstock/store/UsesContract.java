package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** How often somebody uses something, on any database. Time is moved in the rows. */
abstract class UsesContract {
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private Database database;
  private JdbcTemplate rows;
  private Uses uses;

  abstract Database open(Path folder);

  @BeforeEach
  void nobodyHasUsedAnything(@TempDir Path folder) {
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
    rows.update("DELETE FROM chat_use");
    uses = new Uses(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void usesUpToTheLimitAreWithinItAndTheNextIsTheFirstBeyond() {
    assertThat(use("Ada", 3)).isEqualTo(-2);
    assertThat(use("Ada", 3)).isEqualTo(-1);
    assertThat(use("Ada", 3)).isZero();
    assertThat(use("Ada", 3)).isEqualTo(1);
    assertThat(use("Ada", 3)).isEqualTo(2);
    assertThat(use("Ada", 3)).as("counted no further").isEqualTo(2);
  }

  @Test
  void oneUsesUpNothingOfAnother() {
    use("Ada", 1);

    assertThat(use("Grace", 1)).isZero();
    assertThat(uses.beyond("logins", "Ada", WINDOW, 1)).isZero();
  }

  @Test
  void countBeginsAnewAfterTheWindow() {
    use("Ada", 1);
    use("Ada", 1);
    rows.update("UPDATE chat_use SET begun_at = begun_at - INTERVAL '9' MINUTE");
    assertThat(use("Ada", 1)).isEqualTo(2);

    rows.update("UPDATE chat_use SET begun_at = begun_at - INTERVAL '2' MINUTE");

    assertThat(use("Ada", 1)).isZero();
  }

  @Test
  void usesAtTheSameTimeAreCountedOneByOne() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    List<Long> beyond = new ArrayList<>();
    try {
      use("Ada", 8);
      List<Callable<Long>> seven = new ArrayList<>();
      for (int n = 0; n < 7; n++) {
        seven.add(() -> use("Ada", 8));
      }
      for (Future<Long> each : nodes.invokeAll(seven)) {
        beyond.add(each.get());
      }
    } finally {
      nodes.shutdownNow();
    }

    assertThat(beyond).containsExactlyInAnyOrder(-6L, -5L, -4L, -3L, -2L, -1L, 0L);
  }

  private long use(String who, long most) {
    return uses.beyond("pins", who, WINDOW, most);
  }
}
