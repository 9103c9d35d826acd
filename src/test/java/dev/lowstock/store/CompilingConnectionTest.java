package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.hsqldb.jdbc.JDBCPreparedStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompilingConnectionTest {
  private static final String ADD = "INSERT INTO mug (id, name) VALUES (?, 'blue')";

  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = CompilingConnection.source("jdbc:hsqldb:mem:compiling", "SA").getConnection();
    execute("CREATE TABLE mug (id BIGINT PRIMARY KEY, name VARCHAR(10))");
  }

  @AfterEach
  void close() throws SQLException {
    execute("SHUTDOWN");
    connection.close();
  }

  @Test
  void statementIsCompiledOnceHoweverOftenItIsPrepared() throws Exception {
    Object compiled = add(1);

    assertThat(add(2)).isEqualTo(compiled);
    assertThat(mugs()).isEqualTo(2);
  }

  @Test
  void statementIsExecutedAlsoAfterTheSchemaChanged() throws Exception {
    add(1);
    execute("ALTER TABLE mug ADD COLUMN glaze VARCHAR(10) DEFAULT 'matt'");

    add(2);
    add(3);

    assertThat(mugs()).isEqualTo(3);
  }

  @Test
  void statementsOfAnyNumberOfTextsAreExecuted() throws Exception {
    for (int round = 0; round < 2; round++) {
      for (int text = 0; text < 200; text++) {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT " + text + " FROM (VALUES (1))");
            ResultSet rows = select.executeQuery()) {
          rows.next();
          assertThat(rows.getInt(1)).isEqualTo(text);
        }
      }
    }
  }

  @Test
  void statementThatCannotBeCompiledIsRefusedEachTime() {
    for (int tries = 0; tries < 2; tries++) {
      assertThatThrownBy(() -> connection.prepareStatement("SELECT nothing FROM nowhere"))
          .isInstanceOf(SQLException.class);
    }
  }

  private Object add(long id) throws Exception {
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setLong(1, id);
      add.executeUpdate();
      Field compiled = JDBCPreparedStatement.class.getDeclaredField("statementID");
      compiled.setAccessible(true);
      return compiled.get(add);
    }
  }

  private int mugs() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM mug")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
