package dev.lowstock.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/** The statements of {@code resources/sql}, one a file, as camel-sql reads them too. */
public final class Sql {
  private Sql() {}

  /** The statement of a pair, one for each kind of database. */
  public static String read(Database.Kind kind, String name) {
    return read(kind.folder() + "/" + name);
  }

  /**
   * The statement, with camel-sql's {@code :#name} and {@code :#in:name} written as {@code :name}.
   */
  public static String read(String name) {
    try (InputStream file =
        Objects.requireNonNull(Sql.class.getResourceAsStream("/sql/" + name + ".sql"), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.strip().startsWith("--"))
          .collect(Collectors.joining("\n"))
          .replace(":#in:", ":")
          .replace(":#", ":");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
