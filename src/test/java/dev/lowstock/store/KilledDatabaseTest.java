package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** An embedded database whose process is killed again and again, wherever it is at. */
final class KilledDatabaseTest {
  private static final int KILLS = Integer.getInteger("lowstock.kills", 3);
  private static final int MOST_TRANSACTIONS = 60;

  private final Random random = new Random(5);

  @Test
  void eachTransactionIsThereWholeHoweverTheProcessDies(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("lowstock");
    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long committed = runUntilKilled(file, 1 + random.nextInt(MOST_TRANSACTIONS));

      try (Database database = Database.openFile(file)) {
        before = requireWhole(database, Math.max(before, committed), committed + 1);
        if (kill % 2 == 0) {
          // A start that dies as well, right after this one.
          long unused = runUntilKilled(file, 0);
        }
      }
    }
  }

  @Test
  void dataOfBeforeIsThereWholeHoweverAStartDiesThatWritesItAnew(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("lowstock");
    long sellers = runUntilKilled(file, 100);
    for (int kill = 0; kill < KILLS; kill++) {
      try (Database database = Database.openFileAsItIs(file)) {
        sellers = requireWhole(database, sellers, sellers + 1);
        JdbcTemplate rows = new JdbcTemplate(database.dataSource());
        rows.execute("SET FILES SPACE FALSE");
        rows.execute("CHECKPOINT DEFRAG");
      }

      long last = runUntilKilled(file, line -> line.contains(" anew, once"), 300);
      sellers = Math.max(sellers, last);
    }
  }

  /** All rows of each transaction; returns how many transactions there are. */
  private static long requireWhole(Database database, long least, long most) {
    JdbcTemplate rows = new JdbcTemplate(database.dataSource());
    long sellers = number(rows, "SELECT COUNT(*) FROM seller");
    assertThat(sellers).isBetween(least, most);
    assertThat(number(rows, "SELECT COUNT(*) FROM listing"))
        .isEqualTo(sellers * KilledDatabase.LISTINGS);
    for (long seller = 1; seller <= sellers; seller++) {
      assertThat(
              number(
                  rows,
                  "SELECT COUNT(*) FROM listing WHERE changed_tsz = "
                      + lastChange(seller, sellers)
                      + " AND title LIKE 'Mug %' AND seller_id = "
                      + seller))
          .as("listings of seller %s of %s", seller, sellers)
          .isEqualTo(KilledDatabase.LISTINGS);
    }
    return sellers;
  }

  private static long lastChange(long seller, long transactions) {
    for (long id = transactions; id > seller; id--) {
      if (id / 2 == seller || id - id / 3 == seller) {
        return id;
      }
    }
    return seller;
  }

  private static long number(JdbcTemplate rows, String query) {
    Long number = rows.queryForObject(query, Long.class);
    return number == null ? 0 : number;
  }

  /** Kills it some moments after so many transactions; returns the last that was committed. */
  private long runUntilKilled(Path file, int transactions)
      throws IOException, InterruptedException {
    int[] seen = {0};
    return runUntilKilled(
        file,
        line -> {
          seen[0] += line.matches("\\d+") ? 1 : 0;
          return seen[0] == transactions;
        },
        30);
  }

  /** Kills it up to so many milliseconds after such a line; returns the last that it committed. */
  private long runUntilKilled(Path file, Predicate<String> isLast, int millis)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledDatabase.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long last = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      boolean killed = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.matches("\\d+")) {
          last = Long.parseLong(line);
        }
        if (!killed && isLast.test(line)) {
          // In the middle of what comes next.
          LockSupport.parkNanos(random.nextInt(millis * 1_000_000));
          // By its handle: else what it has printed could not be read any more.
          process.toHandle().destroyForcibly();
          killed = true;
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return last;
  }
}
