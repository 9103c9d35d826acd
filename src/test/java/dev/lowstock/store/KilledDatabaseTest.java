package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** An embedded database whose process is killed again and again, wherever it is at. */
final class KilledDatabaseTest {
  private static final int KILLS = Integer.getInteger("lowstock.kills", 3);
  private static final int MOST_TRANSACTIONS = 60;

  @Test
  void eachTransactionIsThereWholeHoweverTheProcessDies(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("lowstock");
    Random random = new Random(5);
    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long committed = runUntilKilled(file, 1 + random.nextInt(MOST_TRANSACTIONS), random);

      try (Database database = Database.openFile(file)) {
        JdbcTemplate rows = new JdbcTemplate(database.dataSource());
        long sellers = number(rows, "SELECT COUNT(*) FROM seller");
        assertThat(sellers).isBetween(Math.max(before, committed), committed + 1);
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
        before = sellers;
        if (kill % 2 == 0) {
          // A start that dies as well, right after this one.
          long unused = runUntilKilled(file, 0, random);
        }
      }
    }
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
  private static long runUntilKilled(Path file, int transactions, Random random)
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
      int seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.matches("\\d+")) {
          last = Long.parseLong(line);
          seen++;
        }
        if (seen == transactions) {
          // In the middle of what comes next.
          LockSupport.parkNanos(random.nextInt(30_000_000));
          // By its handle: else what it has printed could not be read any more.
          process.toHandle().destroyForcibly();
          seen++;
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return last;
  }
}
