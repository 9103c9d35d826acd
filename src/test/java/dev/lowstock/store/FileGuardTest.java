package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGuardTest {
  @Test
  void secondGuardInTheSameProcessIsRefusedUntilTheFirstIsGiven(@TempDir Path folder)
      throws IOException {
    Path database = folder.resolve("data/lowstock");

    FileGuard first = FileGuard.take(database);

    assertThatThrownBy(() -> FileGuard.take(database))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("DATABASE_FILE " + database)
        .hasMessageContaining("process " + ProcessHandle.current().pid());
    first.close();
    assertThatCode(() -> FileGuard.take(database).close()).doesNotThrowAnyException();
  }

  @Test
  void otherDatabaseInTheSameFolderIsFree(@TempDir Path folder) throws IOException {
    try (FileGuard first = FileGuard.take(folder.resolve("lowstock"));
        FileGuard other = FileGuard.take(folder.resolve("lowstock-2"))) {
      assertThat(first).isNotSameAs(other);
    }
  }

  @Test
  void guardOfAnotherProcessIsNamedAndEndsWhenThatIsKilled(@TempDir Path folder) throws Exception {
    Path database = folder.resolve("lowstock");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                database.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new java.io.InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isEqualTo("held");

      assertThatThrownBy(() -> FileGuard.take(database))
          .isInstanceOf(DatabaseRefused.class)
          .hasMessageContaining("process " + other.pid());

      other.destroyForcibly().waitFor();
      assertThatCode(() -> FileGuard.take(database).close()).doesNotThrowAnyException();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void secondOpeningOfADatabaseIsRefusedAtOnceAndHarmsNothing(@TempDir Path folder) {
    Path file = folder.resolve("lowstock");
    try (Database first = Database.openFile(file)) {
      assertThatThrownBy(() -> Database.openFile(file)).isInstanceOf(DatabaseRefused.class);
      assertThat(first.kind()).isEqualTo(Database.Kind.HSQLDB);
    }
    assertThatCode(() -> Database.openFile(file).close()).doesNotThrowAnyException();
  }

  @Test
  void folderThatCannotBeMadeIsRefused(@TempDir Path folder) throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("taken"), "");

    assertThatThrownBy(() -> Database.openFile(notAFolder.resolve("lowstock")))
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageStartingWith("DATABASE_FILE ");
  }

  /** Another process that has the guard until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      FileGuard guard = FileGuard.take(Path.of(arguments[0]));
      System.out.println("held");
      // Until the test kills this process, or is gone itself.
      try {
        System.in.transferTo(OutputStream.nullOutputStream());
      } finally {
        guard.close();
      }
    }
  }
}
