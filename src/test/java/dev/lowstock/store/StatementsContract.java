package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.bot.QuietBot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statements as they stand in their files, and those of an operator in their place. */
abstract class StatementsContract {
  private static final Map<String, Object> SOLD_OUT =
      Map.of("listing_id", 42L, "seller_id", 7L, "kind", "sold_out", "quantity", 0);

  private Path folder;
  private Path sql;

  /** A new database of that kind. */
  abstract Database open(Path folder, SqlFiles files);

  abstract Database.Kind kind();

  @BeforeEach
  void make(@TempDir Path directory) throws IOException {
    folder = directory;
    sql = Files.createDirectories(directory.resolve("routes/sql"));
  }

  @Test
  void everyStatementIsTakenByTheDatabaseAsItStandsInItsFile() throws SQLException {
    SqlFiles bundled = SqlFiles.bundled(kind());
    try (Database database = open(folder, bundled);
        Connection connection = database.dataSource().getConnection()) {
      assertThat(bundled.names())
          .hasSizeGreaterThan(150)
          .allSatisfy(
              name -> {
                String text = bundled.text(name);
                assertThat(SqlCheck.faultOfPlan(connection, text, text)).as(name).isNull();
              });
    }
  }

  @Test
  void statementOfTheOperatorsRunsInPlaceOfTheBundledOne() throws Exception {
    write(
        "select-recipients.sql",
        """
        -- Nobody hears of what a listing had: only chat 5 does.
        SELECT 5 AS chat_id, CAST(NULL AS INTEGER) AS threshold, CAST(NULL AS BIGINT) AS variation,
               CAST(NULL AS BIGINT) AS told_by
        FROM (VALUES (CAST(:kind AS VARCHAR(40)))) AS v (kind) WHERE 'at 8:30' <> v.kind AND :quantity = 0;
        """);
    write(
        "count-links.sql",
        "SELECT COUNT(*) + 100 AS links, 0 AS mine FROM chat WHERE address = :address");
    try (Database database = open(folder, find());
        QuietBot bot = QuietBot.with(database, "classpath:routes/answer-chats.camel.yaml")) {
      assertThat(database.replacedStatements()).containsExactly("count-links", "select-recipients");

      Object recipients =
          bot.send("sql:classpath:sql/select-recipients.sql", SOLD_OUT, Map.of())
              .getMessage()
              .getBody();
      assertThat(recipients)
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .singleElement()
          .hasFieldOrPropertyWithValue("chat_id", 5);
      assertThat(
              database
                  .statements()
                  .queryForMap("count-links", Map.of("address", "1001"))
                  .get("links"))
          .hasToString("100");
    }
  }

  @Test
  void ownQueryOfARouteTakesPlainNamesAndCamels() throws Exception {
    try (Database database = open(folder, SqlFiles.bundled(kind()));
        QuietBot bot = QuietBot.with(database, "classpath:routes/answer-chats.camel.yaml")) {
      Path own =
          Files.writeString(
              folder.resolve("own.sql"),
              """
              SELECT CAST(:kind AS VARCHAR(40)) || ':kind' || CAST(:#${body[kind]} AS VARCHAR(40))
                  || CAST(:#topic AS VARCHAR(40)) AS said
              FROM (VALUES (1)) AS v (one) WHERE one IN (:#in:ones)
              """);
      assertThat(
              bot.send(
                      "sql:file:" + own + "?outputType=SelectOne",
                      SOLD_OUT,
                      Map.of("topic", "!", "ones", List.of(1, 2)))
                  .getMessage()
                  .getBody(String.class))
          .isEqualTo("sold_out:kindsold_out!");
    }
  }

  @Test
  void statementOfTheFolderOfADatabaseIsOfThatDatabaseAlone() throws IOException {
    for (Database.Kind each : Database.Kind.values()) {
      write(each.folder() + "/retry-stock-events.sql", "UPDATE chat SET id = id -- " + each);
      write(each.folder() + "/keep-chat.sql", "UPDATE chat SET id = id -- " + each);
    }
    write("retry-stock-events.sql", "UPDATE chat SET id = id -- all");
    try (Database database = open(folder, find())) {
      assertThat(List.of("retry-stock-events", "keep-chat"))
          .allSatisfy(
              name ->
                  assertThat(database.sqlFiles().text(name))
                      .isEqualTo("UPDATE chat SET id = id -- " + kind()));
    }
  }

  @Test
  void statementThatTheDatabaseDoesNotTakeStopsTheStartAndIsNamed() throws IOException {
    Path misspelt = write("select-sold-out.sql", "SELECT titel FROM listing");
    Path wrong = write("retry-stock-events.sql", "UPDATE stock_event SETT due_at = NULL");

    assertThatThrownBy(() -> open(folder, find()))
        .isInstanceOfSatisfying(
            SqlRefused.class,
            refused -> {
              assertThat(refused.lines()).hasSize(2).noneMatch(line -> line.contains("\n"));
              assertThat(refused.lines().get(0)).startsWith(wrong + ": cannot be run (");
              assertThat(refused.lines().get(1))
                  .startsWith(misspelt + ": cannot be run (")
                  .containsIgnoringCase("titel")
                  .doesNotContain("[");
            });
    // It was closed again, and works with what is right.
    open(folder, SqlFiles.bundled(kind())).close();
  }

  @Test
  void queryThatDoesNotGiveWhatTheProgramReadsIsNamed() throws IOException {
    Path file = write("select-recipients.sql", "SELECT id AS chat_id FROM chat");

    assertThatThrownBy(() -> open(folder, find()))
        .isInstanceOf(SqlRefused.class)
        .hasMessage(file + ": does not select threshold, variation, told_by");
  }

  SqlFiles find() {
    return SqlFiles.find(kind(), folder.resolve("routes"), file -> false);
  }

  Path write(String name, String text) throws IOException {
    Path file = sql.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
