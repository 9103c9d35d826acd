package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class SecretKeysTest {
  @Test
  void keyIsMadeOnceBesideTheDatabaseForItsOwnerOnly(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lowstock");
    try (Database database = Database.openFile(file)) {
      byte[] made = SecretKeys.besides(file, database).get(0);

      assertThat(made).hasSize(32).isNotEqualTo(new byte[32]);
      assertThat(SecretKeys.besides(file, database)).containsExactly(made);
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("lowstock.key"))))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "not base64!", "c2hvcnQ=", "AAAAAAAAAAAAAAAAAAAAAA=="})
  void fileThatHoldsNoWholeKeyIsRefusedAndLeftAsItIs(String content, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("lowstock.key"), content);

    assertThatThrownBy(() -> SecretKeys.read(folder.resolve("lowstock")))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("lowstock.key");
    assertThat(file).hasContent(content);
  }

  @Test
  void folderThatIsNotThereIsRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> SecretKeys.make(folder.resolve("nowhere/lowstock")))
        .isInstanceOf(DatabaseRefused.class);
  }

  @Test
  void newKeyStandsInFrontOfTheOldUntilThatIsNotNeededAnyMore(@TempDir Path folder)
      throws IOException {
    Path database = folder.resolve("lowstock");
    SecretKeys.make(database);
    byte[] old = SecretKeys.read(database).get(0);

    List<byte[]> both = SecretKeys.addNewest(database);

    assertThat(both).hasSize(2).last().isEqualTo(old);
    assertThat(SecretKeys.read(database)).containsExactlyElementsOf(both);

    SecretKeys.keepNewest(database);

    assertThat(SecretKeys.read(database)).containsExactly(both.get(0));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("lowstock.key"))))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly("lowstock.key");
  }

  @Test
  void whoOnlyReadsTheKeyMakesNone(@TempDir Path folder) {
    assertThatThrownBy(() -> SecretKeys.read(folder.resolve("lowstock")))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("lowstock.key is missing");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void missingFileIsNotMadeForADatabaseThatHoldsWhatItEncrypted(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("lowstock");
    Path key = folder.resolve("lowstock.key");
    try (Database database = Database.openFile(file)) {
      TokenCipher cipher = new TokenCipher(SecretKeys.besides(file, database));
      SecretKeys.checkFit(cipher, new JdbcTemplate(database.dataSource()));
      Files.delete(key);

      assertThatThrownBy(() -> SecretKeys.besides(file, database))
          .isInstanceOf(DatabaseRefused.class)
          .hasMessageContaining("The key file " + key + " is missing")
          .hasMessageContaining("put it back");
      assertThat(key).doesNotExist();
    }
  }

  @Test
  void severalKeysAreReadNewestFirst() {
    assertThat(SecretKeys.parse("AQ==, Ag==")).containsExactly(new byte[] {1}, new byte[] {2});
  }

  @Test
  void databaseUsedWithAnotherKeyIsRefused(@TempDir Path folder) {
    TokenCipher first = new TokenCipher(List.of(key(1)));
    TokenCipher other = new TokenCipher(List.of(key(2)));
    TokenCipher rotated = new TokenCipher(List.of(key(2), key(1)));
    try (Database database = Database.openFile(folder.resolve("lowstock"))) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      SecretKeys.checkFit(first, rows);

      assertThatCode(() -> SecretKeys.checkFit(first, rows)).doesNotThrowAnyException();
      assertThatCode(() -> SecretKeys.checkFit(rotated, rows)).doesNotThrowAnyException();
      assertThatThrownBy(() -> SecretKeys.checkFit(other, rows)).isInstanceOf(WrongKey.class);
    }
  }

  private static byte[] key(int fill) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) fill);
    return key;
  }
}
