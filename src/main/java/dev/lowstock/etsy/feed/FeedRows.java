package dev.lowstock.etsy.feed;

import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** The feed's cursor in the database, which one node at a time moves. Thread-safe. */
public final class FeedRows {
  private final Statements database;
  private final String owner;

  /**
   * Works for a node.
   *
   * @param owner of the lease: another one at each start
   */
  public FeedRows(Database database, String owner) {
    this.database = database.statements();
    this.owner = owner;
  }

  /** Has the feed begin now, if it was never read. */
  public void start(long now) {
    database.update("start-feed-cursor", Map.of("now", now));
  }

  /** Takes the lease on the feed; false while another node has it. */
  public boolean claim() {
    return database.update("claim-feed-cursor", Map.of("owner", owner)) == 1;
  }

  FeedCursor cursor() {
    return Objects.requireNonNull(
        database.queryForObject(
            "select-feed-cursor",
            Map.of(),
            (row, n) ->
                new FeedCursor(
                    row.getLong("since_tsz"),
                    row.getLong("until_tsz"),
                    row.getInt("page_offset"))));
  }

  /**
   * Moves the cursor from the place that a page was read for.
   *
   * @return how many rows it found there
   */
  int move(FeedWindow window, FeedCursor cursor) {
    return database.update(
        "move-feed-cursor",
        new MapSqlParameterSource("since", cursor.since())
            .addValue("until", cursor.until())
            .addValue("offset", cursor.offset())
            .addValue("owner", owner)
            .addValue("from", window.since()));
  }
}
