package dev.lowstock.etsy.api;

import dev.lowstock.etsy.Wait;
import dev.lowstock.etsy.api.Grant.Life;
import dev.lowstock.store.Statements;
import java.io.InterruptedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The sellers' grants in the database. Thread-safe. */
public final class GrantRows {

  /** A new pair that is not stored is lost, and the seller with it. */
  private static final int MOST_TRIES = 6;

  private static final long MILLIS_BETWEEN_TRIES = 500;

  private final Statements database;

  public GrantRows(Statements database) {
    this.database = database;
  }

  /** The grant of a seller, unless it was revoked. */
  Optional<Grant> find(long sellerId) {
    return database.query("select-grant", Map.of("sellerId", sellerId), GrantRows::grant).stream()
        .findFirst();
  }

  /**
   * Takes the lease on a grant to refresh it.
   *
   * @return false when somebody else has it, or has refreshed the grant
   */
  boolean claim(Grant grant, String lease) {
    return database.update(
            "claim-grant",
            Map.of(
                "lease", lease, "sellerId", grant.sellerId(), "secretSealed", grant.secretSealed()))
        > 0;
  }

  /** Gives the lease back. */
  void release(long sellerId, String lease) {
    database.update("release-grant", Map.of("sellerId", sellerId, "lease", lease));
  }

  /**
   * Puts a new pair of tokens in place of the one that it was got with. If the database does not
   * take it, it is tried five times more.
   *
   * @return false when the seller has logged in anew since
   */
  boolean store(Grant old, String tokenSealed, String secretSealed, long expiresIn)
      throws InterruptedIOException {
    Map<String, Object> pair =
        Map.of(
            "tokenSealed", tokenSealed,
            "secretSealed", secretSealed,
            "expiresIn", expiresIn,
            "sellerId", old.sellerId(),
            "oldSecretSealed", old.secretSealed());
    for (int tries = 1; ; tries++) {
      try {
        return database.update("store-tokens", pair) > 0;
      } catch (DataAccessException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        Wait.millis(MILLIS_BETWEEN_TRIES);
      }
    }
  }

  /** Has the access token count as ended. */
  void endToken(Grant grant) {
    database.update(
        "end-access-token",
        Map.of("sellerId", grant.sellerId(), "tokenSealed", grant.tokenSealed()));
  }

  /** Has the calls of a seller wait, on all nodes. */
  void hold(Grant grant, long seconds) {
    database.update(
        "hold-seller",
        Map.of(
            "seconds",
            seconds,
            "refusals",
            grant.refusals() + 1,
            "sellerId",
            grant.sellerId(),
            "secretSealed",
            grant.secretSealed()));
  }

  /** Forgets that Etsy refused a seller. */
  void free(long sellerId) {
    database.update("free-seller", Map.of("sellerId", sellerId));
  }

  private static Grant grant(ResultSet row, int number) throws SQLException {
    Instant heldUntil = instant(row, "held_until");
    return new Grant(
        row.getLong("seller_id"),
        row.getString("token_sealed"),
        row.getString("secret_sealed"),
        row.getInt("refusals"),
        Life.valueOf(row.getString("life").toUpperCase(Locale.ROOT)),
        heldUntil == null ? null : Duration.between(instant(row, "now"), heldUntil));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
