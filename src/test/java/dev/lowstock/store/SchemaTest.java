package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/** How databases are opened: by several nodes at once, by an older program, and for how long. */
class SchemaTest {
  private static final String NEWER =
      "INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\","
          + " \"type\", \"script\", \"checksum\", \"installed_by\", \"execution_time\","
          + " \"success\") VALUES (1000, '1000', 'of a newer program', 'SQL', 'V1000__x.sql', 1,"
          + " 'ada', 1, TRUE)";
  private static final String REFUSAL = "schema V1000, which is newer than this program (V";

  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  @Test
  void olderProgramRefusesTheFileOfANewerOne(@TempDir Path folder) {
    Path file = folder.resolve("lowstock");
    try (Database database = Database.openFile(file)) {
      new JdbcTemplate(database.dataSource()).update(NEWER);
    }

    assertThatThrownBy(() -> Database.openFile(file))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining(REFUSAL)
        .hasMessageContaining("run the newer Lowstock again");
    assertThatThrownBy(() -> DatabaseCheck.file(file))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining(REFUSAL);
  }

  @Test
  void olderProgramRefusesTheServerOfANewerOne() {
    String url = SERVER.newDatabase();
    try (Database database = open(url)) {
      new JdbcTemplate(database.dataSource()).update(NEWER);
    }

    assertThatThrownBy(() -> open(url))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining(REFUSAL);
    assertThatThrownBy(() -> DatabaseCheck.server(url, "postgres", "postgres"))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining(REFUSAL);
  }

  @Test
  void tablesOfThisProgramAreKnownByTheirLastMigration(@TempDir Path folder) {
    String url = SERVER.newDatabase();
    try (Database file = Database.openFile(folder.resolve("lowstock"));
        Database server = open(url)) {
      for (Database database : List.of(file, server)) {
        assertThat(Schema.isNewest(database.dataSource())).isTrue();

        new JdbcTemplate(database.dataSource())
            .update(
                "UPDATE \"flyway_schema_history\" SET \"success\" = FALSE WHERE \"version\" = ?",
                Schema.NEWEST);
        assertThat(Schema.isNewest(database.dataSource())).isFalse();
      }
    }
  }

  @Test
  void newestVersionIsThatOfTheLastFile() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "db", "migration"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.matches("V\\d+__\\w+\\.sql"))
          .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
          .contains(Integer.valueOf(Schema.NEWEST))
          .allMatch(version -> version <= Integer.parseInt(Schema.NEWEST));
    }
  }

  @Test
  void checkNamesTheSchemaAndMakesNone(@TempDir Path folder) {
    String url = SERVER.newDatabase();
    assertThat(DatabaseCheck.server(url, "postgres", "postgres"))
        .isEqualTo("PostgreSQL, schema none yet");
    Path file = folder.resolve("lowstock");
    open(url).close();
    Database.openFile(file).close();

    String version = DatabaseCheck.server(url, "postgres", "postgres");

    assertThat(version).matches("PostgreSQL, schema V\\d+");
    assertThat(DatabaseCheck.file(file)).endsWith(version.substring(version.indexOf(", schema")));
  }

  @Test
  void nodesThatStartAtOnceMigrateOnce() throws Exception {
    String url = SERVER.newDatabase();
    ExecutorService nodes = Executors.newFixedThreadPool(3);
    try {
      Callable<Database> start = () -> open(url);
      for (Future<Database> started : nodes.invokeAll(List.of(start, start, start))) {
        started.get().close();
      }
    } finally {
      nodes.shutdownNow();
    }

    try (Database database = open(url)) {
      assertThat(
              new JdbcTemplate(database.dataSource())
                  .queryForList(
                      "SELECT version FROM flyway_schema_history WHERE version IS NOT NULL",
                      String.class))
          .isNotEmpty()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whatHangsIsNoticedAndTheUrlWins() throws SQLException {
    String url = SERVER.newDatabase();
    try (Database database = open(url);
        Connection connection = database.dataSource().getConnection()) {
      assertThat(connection.unwrap(PGConnection.class)).isNotNull();
      assertThat(connection.getNetworkTimeout()).isEqualTo(10_000);
      assertThat(shown(database, "statement_timeout")).isEqualTo("8s");
      assertThat(shown(database, "idle_in_transaction_session_timeout")).isEqualTo("8s");
    }
    String own = url + "&socketTimeout=77&options=-c%20statement_timeout=66s";
    try (Database database = open(own);
        Connection connection = database.dataSource().getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
      assertThat(shown(database, "statement_timeout")).isEqualTo("66s");
    }
  }

  private static String shown(Database database, String name) {
    return String.valueOf(
        new JdbcTemplate(database.dataSource()).queryForObject("SHOW " + name, String.class));
  }

  private static Database open(String url) {
    return Database.openServer(url, "postgres", "postgres");
  }
}
