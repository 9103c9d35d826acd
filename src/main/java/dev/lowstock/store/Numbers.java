package dev.lowstock.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.support.AbstractSqlTypeValue;

/**
 * Numbers as one parameter, an array: a statement has one text then, however many they are, and is
 * compiled once.
 */
final class Numbers extends AbstractSqlTypeValue {
  private final List<Long> numbers;

  Numbers(Collection<Long> numbers) {
    this.numbers = List.copyOf(numbers);
  }

  @Override
  protected Object createTypeValue(Connection connection, int type, String name)
      throws SQLException {
    return connection.createArrayOf("bigint", numbers.toArray());
  }
}
