package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.route.RouteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of the operator's SQL files replaces what. */
final class SqlFilesTest {
  private Path directory;
  private Path sql;

  @BeforeEach
  void make(@TempDir Path folder) throws IOException {
    directory = folder;
    sql = Files.createDirectory(folder.resolve("sql"));
  }

  @Test
  void fileThatReplacesNothingIsRefusedWithTheNameThatWasMeant() throws IOException {
    Path near = write("sql/select-recipient.sql", "SELECT 1");
    Path far = write("sql/weather.sql", "SELECT 1");
    Path astray = write("open-chat.sql", "SELECT 1");
    Path wrongFolder = write("sql/postgres/count-use.sql", "SELECT 1");

    assertThatThrownBy(this::find)
        .isInstanceOfSatisfying(
            SqlRefused.class,
            refused ->
                assertThat(refused.lines())
                    .containsExactly(
                        astray
                            + ": replaces nothing: put it into "
                            + sql
                            + ", or there into the folder of a kind of database",
                        wrongFolder
                            + ": replaces nothing: put it into "
                            + sql
                            + ", or there into the folder of a kind of database",
                        near + ": replaces nothing: did you mean select-recipients.sql?",
                        far
                            + ": replaces nothing: no statement has that name, and no route of"
                            + " yours names the file"));
  }

  @Test
  void fileThatARouteOfTheOperatorsNamesMayReplaceNothing() throws IOException {
    write("sql/select-weather.sql", "SELECT 1");
    write("open-chat.sql", "SELECT 1");
    write("other.sql", "what nobody asks for");
    write("sql/.select-recipient.sql", "an editor's");
    write("sql/README", "Ours.");
    write(
        "weather.camel.yaml",
        """
        - route:
            id: weather
            from:
              uri: direct:weather
              steps:
                - to: sql:file:{{ROUTES_DIR}}/sql/select-weather.sql
                - to: sql:file:{{ROUTES_DIR}}/open-chat.sql
        """);

    assertThat(find().replaced()).isEmpty();
  }

  @Test
  void fileInTheWrongPlaceIsRefusedThoughARouteNamesTheBundledOne() throws IOException {
    Files.writeString(
        directory.resolve("describe-stock-events.camel.yaml"),
        "- to: sql:classpath:sql/select-recipients.sql");
    Files.writeString(directory.resolve("select-recipients.sql"), "SELECT 1");

    assertThatThrownBy(this::find)
        .isInstanceOf(SqlRefused.class)
        .hasMessageContaining("select-recipients.sql: replaces nothing");
  }

  @Test
  void filesOfAConfigMapAreFoundOnceEach() throws IOException {
    // as Kubernetes lays them: links to ..data, which is a link to a folder with a date
    Path data = Files.createDirectories(directory.resolve("..2026_11_30"));
    Files.createSymbolicLink(directory.resolve("..data"), data.getFileName());
    Files.writeString(data.resolve("answer-week.camel.yaml"), "- route: {}");
    Files.createSymbolicLink(
        directory.resolve("answer-week.camel.yaml"), Path.of("..data/answer-week.camel.yaml"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);

    assertThat(RouteFiles.find("v3", directory).own())
        .containsExactly(directory.resolve("answer-week.camel.yaml"));
    assertThat(RouteFiles.find("v3", link).own())
        .containsExactly(link.resolve("answer-week.camel.yaml"));
  }

  @Test
  void fileThatIsEmptyOrCannotBeReadIsRefused() throws IOException {
    Path empty = write("sql/open-chat.sql", "-- to be written\n");
    Path folder = Files.createDirectory(sql.resolve("hold-chat.sql"));

    assertThatThrownBy(this::find)
        .isInstanceOfSatisfying(
            SqlRefused.class,
            refused -> {
              assertThat(refused.lines()).hasSize(2);
              assertThat(refused.lines().get(0)).startsWith(folder + ": cannot be read (");
              assertThat(refused.lines().get(1)).isEqualTo(empty + ": is empty");
            });
  }

  @Test
  void folderThatCannotBeReadIsRefused() throws IOException {
    Files.createSymbolicLink(sql.resolve("postgresql"), sql);

    assertThatThrownBy(this::find)
        .isInstanceOf(SqlRefused.class)
        .hasMessageStartingWith(sql + ": cannot be read (");
  }

  @Test
  void fileThatAsksForValuesThatAreNotGivenIsRefused() throws IOException {
    Path file = write("sql/open-chat.sql", "UPDATE chat SET closed_tries = 0 WHERE id = :chatId");

    assertThatThrownBy(this::find)
        .isInstanceOf(SqlRefused.class)
        .hasMessage(file + ": no value is given for :chatId, but for :lease");
  }

  private SqlFiles find() {
    RouteFiles routes = RouteFiles.find("v3", directory);
    return SqlFiles.find(Database.Kind.HSQLDB, directory, routes::isNamed);
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
