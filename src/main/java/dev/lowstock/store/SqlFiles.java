package dev.lowstock.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The statements of a run, one a file: the bundled ones of {@code resources/sql}, and those of
 * {@code ROUTES_DIR/sql}, each in place of the bundled one of its name. An own file in the folder
 * of a kind of database counts for that kind alone, and goes before one in no folder.
 *
 * <p>Own files are read once, when they are found. Thread-safe.
 */
public final class SqlFiles {
  private static final String FOLDER = "sql";
  private static final String SUFFIX = ".sql";
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(4);

  private final Database.Kind kind;
  private final Map<String, Own> own;

  private SqlFiles(Database.Kind kind, Map<String, Own> own) {
    this.kind = kind;
    this.own = own;
  }

  private record Own(Path file, String text) {}

  Database.Kind kind() {
    return kind;
  }

  /** The bundled ones alone. */
  public static SqlFiles bundled(Database.Kind kind) {
    return new SqlFiles(kind, Map.of());
  }

  /**
   * The bundled ones, and the operator's in their place.
   *
   * @param directory {@code ROUTES_DIR}, or null when there is none
   * @param isNamed whether a route of the operator's names a file: that one may replace nothing
   * @throws SqlRefused when a file replaces nothing, cannot be read, or asks for other values
   */
  public static SqlFiles find(
      Database.Kind kind, @Nullable Path directory, Predicate<String> isNamed) {
    SqlFiles bundled = bundled(kind);
    if (directory == null) {
      return bundled;
    }
    Set<String> names = bundled.names();
    Path folder = directory.resolve(FOLDER);
    Map<String, Own> own = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    for (Path file : candidates(directory, names)) {
      String place = place(folder, file);
      if (place != null && names.contains(name(file))) {
        bundled.read(file, place, own, faults);
      } else if (!isNamed.test(name(file) + SUFFIX)) {
        faults.add(file + ": replaces nothing: " + advice(folder, name(file), names));
      }
    }
    if (!faults.isEmpty()) {
      throw new SqlRefused(faults);
    }
    return new SqlFiles(kind, own);
  }

  private void read(Path file, String place, Map<String, Own> own, List<String> faults) {
    String name = name(file);
    try {
      String text = statement(Files.readString(file));
      String fault = SqlCheck.faultOfText(name, text, text(name));
      if (fault != null) {
        faults.add(file + ": " + fault);
      } else if (place.equals(kind.folder())) {
        own.put(name, new Own(file, text));
      } else if (place.isEmpty()) {
        own.putIfAbsent(name, new Own(file, text));
      }
    } catch (IOException e) {
      faults.add(file + ": cannot be read (" + e + ")");
    }
  }

  /** What may be meant to replace something: all of the folder, and outside what is so named. */
  private static List<Path> candidates(Path directory, Set<String> names) {
    List<Path> files = new ArrayList<>();
    for (Path file : sqlFiles(directory, 1)) {
      if (names.contains(name(file))) {
        files.add(file);
      }
    }
    Path folder = directory.resolve(FOLDER);
    if (Files.isDirectory(folder)) {
      files.addAll(sqlFiles(folder, Integer.MAX_VALUE));
    }
    return files;
  }

  private static List<Path> sqlFiles(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      // Hidden ones are an editor's, or what Kubernetes makes for the files of a ConfigMap.
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .filter(file -> !("/" + folder.relativize(file)).contains("/."))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new SqlRefused(List.of(folder + ": cannot be read (" + e.getMessage() + ")"));
    }
  }

  /** The folder of a kind, or an empty text for all kinds; null where nothing is replaced. */
  private static @Nullable String place(Path folder, Path file) {
    Path way = folder.relativize(file);
    String first = way.getName(0).toString();
    if (way.getNameCount() == 1) {
      return "";
    }
    boolean ofKind = Stream.of(Database.Kind.values()).anyMatch(one -> first.equals(one.folder()));
    return ofKind && way.getNameCount() == 2 ? first : null;
  }

  private static String advice(Path folder, String name, Set<String> names) {
    if (names.contains(name)) {
      return "put it into " + folder + ", or there into the folder of a kind of database";
    }
    return names.stream()
        .filter(other -> DISTANCE.apply(name, other) >= 0)
        .min((one, two) -> DISTANCE.apply(name, one) - DISTANCE.apply(name, two))
        .map(near -> "did you mean " + near + SUFFIX + "?")
        .orElse("no statement has that name, and no route of yours names the file");
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** The names of all statements, whichever file they are in. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String folder : List.of("", kind.folder() + "/")) {
      try {
        for (Resource file :
            new PathMatchingResourcePatternResolver()
                .getResources("classpath:" + FOLDER + "/" + folder + "*" + SUFFIX)) {
          names.add(name(Path.of(Objects.requireNonNull(file.getFilename()))));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }

  /** The names of those that an own file stands for. */
  public Set<String> replaced() {
    return own.keySet();
  }

  /**
   * The statement of a name, with its {@code :names}.
   *
   * @throws IllegalArgumentException when there is none
   */
  String text(String name) {
    Own replacement = own.get(name);
    return replacement == null ? bundledText(name) : replacement.text();
  }

  private String bundledText(String name) {
    for (String folder : List.of("", kind.folder() + "/")) {
      try (InputStream file =
          SqlFiles.class.getResourceAsStream("/" + FOLDER + "/" + folder + name + SUFFIX)) {
        if (file != null) {
          return statement(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalArgumentException("No statement is called " + name);
  }

  /** Without what people write around it: lines of comment, and a semicolon at its end. */
  private static String statement(String text) {
    return text.lines()
        .filter(line -> !line.strip().startsWith("--"))
        .collect(Collectors.joining("\n"))
        .strip()
        .replaceFirst(";$", "");
  }

  /**
   * Has a database of this program's schema prepare the own ones; runs none.
   *
   * @throws SqlRefused when it does not take one, or one gives fewer columns than the bundled one
   */
  void requireSound(DataSource dataSource) {
    if (own.isEmpty()) {
      return;
    }
    List<String> faults = new ArrayList<>();
    new JdbcTemplate(dataSource)
        .execute(
            (ConnectionCallback<Void>)
                connection -> {
                  own.forEach(
                      (name, file) -> {
                        String fault =
                            SqlCheck.faultOfPlan(connection, file.text(), bundledText(name));
                        if (fault != null) {
                          faults.add(file.file() + ": " + fault);
                        }
                      });
                  return null;
                });
    if (!faults.isEmpty()) {
      throw new SqlRefused(faults);
    }
  }
}
