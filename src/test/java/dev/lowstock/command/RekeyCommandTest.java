package dev.lowstock.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.store.Database;
import dev.lowstock.store.SecretKeys;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.WrongKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A new key in the key file. */
class RekeyCommandTest {
  @Test
  void keyFileThatACrashLeftWithBothKeysIsFinishedByAnotherRun(@TempDir Path folder)
      throws Exception {
    // given
    Path file = folder.resolve("lowstock");
    try (Database database = Database.openFile(file)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      List<byte[]> old = SecretKeys.besides(file, database);
      SecretKeys.checkFit(new TokenCipher(old), rows);
      keep(rows, new TokenCipher(old), 1);
      // killed after some were encrypted with the new key
      List<byte[]> both = SecretKeys.addNewest(file);
      keep(rows, new TokenCipher(both), 2);
      SecretKeys.checkFit(new TokenCipher(SecretKeys.read(file)), rows);

      // when
      int exit = RekeyCommand.withKeyFile(database, file);

      // then
      List<byte[]> now = SecretKeys.read(file);
      assertThat(exit).isZero();
      assertThat(now).hasSize(1).doesNotContainAnyElementsOf(both);
      assertThat(rows.queryForList("SELECT secret_sealed FROM etsy_grant", String.class))
          .extracting(new TokenCipher(now)::decrypt)
          .containsExactlyInAnyOrder("refresh 1", "refresh 2");
    }
  }

  @Test
  void wrongKeyFileIsLeftAsItIs(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lowstock");
    try (Database database = Database.openFile(file)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      SecretKeys.besides(file, database);
      SecretKeys.checkFit(new TokenCipher(List.of(new byte[32])), rows);
      String before = Files.readString(folder.resolve("lowstock.key"));

      assertThatThrownBy(() -> RekeyCommand.withKeyFile(database, file))
          .isInstanceOf(WrongKey.class)
          .hasMessageContaining("The key file " + file + ".key does not fit");
      assertThat(folder.resolve("lowstock.key")).hasContent(before);
    }
  }

  private static void keep(JdbcTemplate rows, TokenCipher cipher, int seller) {
    rows.update("INSERT INTO seller (seller_id) VALUES (?)", seller);
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, ?, ?)",
        seller,
        cipher.encrypt("access " + seller),
        cipher.encrypt("refresh " + seller));
  }
}
