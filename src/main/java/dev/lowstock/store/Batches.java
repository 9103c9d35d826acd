package dev.lowstock.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Executes one statement for many rows, in the transaction of the calling thread. Rows go to the
 * database some hundred at a time, so that those of a very large shop are never all in memory
 * twice.
 */
public final class Batches {
  private static final int ROWS = 500;

  private final Statements database;

  public Batches(Database database) {
    this.database = database.statements();
  }

  /**
   * Executes it.
   *
   * @param parameters of one row, each with its SQL type: a driver would be asked for that of a
   *     null, row by row
   * @return the rows of which the database says that they changed something
   */
  public <T> List<T> update(
      String statement, Collection<T> rows, Function<T, ? extends SqlParameterSource> parameters) {
    List<T> changed = new ArrayList<>();
    List<T> chunk = new ArrayList<>(Math.min(rows.size(), ROWS));
    for (Iterator<T> each = rows.iterator(); each.hasNext(); ) {
      chunk.add(each.next());
      if (chunk.size() == ROWS || !each.hasNext()) {
        int[] counts =
            database.batchUpdate(
                statement, chunk.stream().map(parameters).toArray(SqlParameterSource[]::new));
        for (int i = 0; i < counts.length; i++) {
          if (counts[i] != 0) {
            changed.add(chunk.get(i));
          }
        }
        chunk.clear();
      }
    }
    return changed;
  }
}
