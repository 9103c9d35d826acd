package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.store.SealedColumns.Count;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A new key for what is kept encrypted, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SealedColumnsContract {
  private static final TokenCipher OLD = new TokenCipher(List.of(key(1)));
  private static final TokenCipher BOTH = new TokenCipher(List.of(key(2), key(1)));
  private static final TokenCipher NEW = new TokenCipher(List.of(key(2)));

  private Database database;
  private JdbcTemplate rows;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path folder) {
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @BeforeEach
  void sealedWithTheOldKey() {
    for (String table : List.of("login", "seller", "key_check")) {
      rows.update("DELETE FROM " + table);
    }
    SecretKeys.checkFit(OLD, rows);
    for (int seller = 1; seller <= 3; seller++) {
      rows.update("INSERT INTO seller (seller_id) VALUES (?)", seller);
      rows.update(
          "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, ?, ?)",
          seller,
          OLD.encrypt("access " + seller),
          OLD.encrypt("refresh " + seller));
    }
    rows.update(
        "INSERT INTO login (channel, address, token_sealed, secret_sealed)"
            + " VALUES ('telegram', '1', ?, ?)",
        OLD.encrypt("state"),
        OLD.encrypt("verifier"));
  }

  @Test
  void everySealedColumnOfTheSchemaIsFound() {
    assertThat(reseal(BOTH))
        .extracting(count -> count.table() + "." + count.column())
        .contains(
            "etsy_grant.token_sealed",
            "etsy_grant.secret_sealed",
            "login.token_sealed",
            "login.secret_sealed",
            "key_check.sealed");
  }

  @Test
  void theOldKeyIsNotNeededAnyMore() {
    assertThat(reseal(BOTH).stream().mapToInt(Count::resealed).sum()).isEqualTo(9);

    assertThatCode(() -> SecretKeys.checkFit(NEW, rows)).doesNotThrowAnyException();
    assertThat(
            rows.queryForList(
                "SELECT secret_sealed FROM etsy_grant ORDER BY seller_id", String.class))
        .extracting(NEW::decrypt)
        .containsExactly("refresh 1", "refresh 2", "refresh 3");
    assertThatThrownBy(() -> SecretKeys.checkFit(OLD, rows))
        .isInstanceOf(WrongKey.class)
        .hasMessageContaining("SECRET_KEY does not fit");
  }

  @Test
  void onceMoreThereIsNothingToDo() {
    reseal(BOTH);

    assertThat(reseal(BOTH))
        .allSatisfy(count -> assertThat(count.resealed() + count.held()).isZero());
  }

  @Test
  void grantThatANodeIsRenewingIsLeftUntilItIsFree() {
    rows.update(
        "UPDATE etsy_grant SET lease_until = CURRENT_TIMESTAMP + INTERVAL '60' SECOND"
            + " WHERE seller_id = 2");

    assertThat(reseal(BOTH).stream().mapToInt(Count::held).sum()).isEqualTo(2);
    assertThat(OLD.decrypt(secretOf(2))).isEqualTo("refresh 2");
    assertThat(NEW.decrypt(secretOf(1))).isEqualTo("refresh 1");

    rows.update("UPDATE etsy_grant SET lease_until = NULL WHERE seller_id = 2");
    assertThat(reseal(BOTH).stream().mapToInt(Count::held).sum()).isZero();
    assertThat(NEW.decrypt(secretOf(2))).isEqualTo("refresh 2");
  }

  @Test
  void whatNoKeyFitsStaysAsItIs() {
    String foreign = new TokenCipher(List.of(key(3))).encrypt("foreign");
    rows.update("UPDATE etsy_grant SET secret_sealed = ? WHERE seller_id = 3", foreign);

    assertThat(reseal(BOTH).stream().mapToInt(Count::unreadable).sum()).isEqualTo(1);
    assertThat(secretOf(3)).isEqualTo(foreign);
  }

  private List<Count> reseal(TokenCipher cipher) {
    return new SealedColumns(database).reseal(cipher);
  }

  private String secretOf(int seller) {
    return String.valueOf(
        rows.queryForObject(
            "SELECT secret_sealed FROM etsy_grant WHERE seller_id = ?", String.class, seller));
  }

  private static byte[] key(int n) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) n);
    return key;
  }
}
