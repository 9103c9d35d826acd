package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** An embedded database as a crash has left it, and as something worse has. */
final class DamagedFileTest {
  private static final int SELLERS = 20;

  private Path crashed;

  @BeforeEach
  void crash(@TempDir Path folder) throws IOException {
    Path running = folder.resolve("running");
    Path left = Files.createDirectory(folder.resolve("crashed"));
    crashed = left.resolve("lowstock");
    try (Database database = Database.openFile(running.resolve("lowstock"))) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      for (int seller = 1; seller <= SELLERS; seller++) {
        rows.update("INSERT INTO seller (seller_id) VALUES (?)", seller);
      }
      for (String part : List.of("script", "data", "log", "properties")) {
        Files.copy(running.resolve("lowstock." + part), left.resolve("lowstock." + part));
      }
    }
  }

  @Test
  void whatWasCommittedIsThereAfterACrash() {
    assertThat(sellers()).isEqualTo(SELLERS);
  }

  @Test
  void lineThatACrashHasCutIsPassedOver() throws IOException {
    byte[] log = Files.readAllBytes(part("log"));
    Files.write(part("log"), Arrays.copyOf(log, log.length - 10));

    assertThat(sellers()).isBetween(SELLERS - 1, SELLERS);
  }

  @Test
  void damageInTheMiddleOfTheLogStopsTheStart() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(part("log"), StandardCharsets.UTF_8));
    lines.add(lines.size() - 10, "GARBAGE");
    Files.write(part("log"), lines, StandardCharsets.UTF_8);

    refuses();
  }

  @Test
  void scriptThatIsCutStopsTheStart() throws IOException {
    byte[] script = Files.readAllBytes(part("script"));
    Files.write(part("script"), Arrays.copyOf(script, script.length / 2));

    refuses();
  }

  @Test
  void scriptOfGarbageStopsTheStart() throws IOException {
    Files.write(part("script"), new byte[4096]);

    refuses();
  }

  private void refuses() {
    assertThatThrownBy(() -> Database.openFile(crashed))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("DATABASE_FILE " + crashed + " cannot be opened")
        .hasMessageContaining("restore it from a backup");
  }

  private Path part(String end) {
    return crashed.resolveSibling("lowstock." + end);
  }

  private int sellers() {
    try (Database database = Database.openFile(crashed)) {
      Integer count =
          new JdbcTemplate(database.dataSource())
              .queryForObject("SELECT COUNT(*) FROM seller", Integer.class);
      return count == null ? -1 : count;
    }
  }
}
