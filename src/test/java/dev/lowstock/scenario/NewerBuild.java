package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * This program as its next version could be: with one migration more, which adds a column that this
 * one does not know.
 *
 * @param classPath starts it, with {@link #MAIN}
 * @param schema the version of its tables
 */
record NewerBuild(String classPath, String schema) {
  static final String MAIN = "dev.lowstock.Lowstock";

  private static final Path SCHEMA = Path.of("src/main/java/dev/lowstock/store/Schema.java");
  private static final Pattern NEWEST = Pattern.compile("NEWEST = \"(\\d+)\"");

  /** Compiles what differs. */
  static NewerBuild in(Path folder) throws IOException {
    String source = Files.readString(SCHEMA);
    Matcher newest = NEWEST.matcher(source);
    assertThat(newest.find()).isTrue();
    int next = Integer.parseInt(newest.group(1)) + 1;
    Path file = Files.createDirectories(folder.resolve("source")).resolve("Schema.java");
    Files.writeString(file, newest.replaceFirst("NEWEST = \"" + next + "\""));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path migrations = Files.createDirectories(classes.resolve("db/migration"));
    Files.writeString(
        migrations.resolve("V" + next + "__of_the_next_version.sql"),
        "ALTER TABLE chat ADD COLUMN of_the_next_version VARCHAR(10);\n");
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            file.toString());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, options.toArray(String[]::new)))
        .isZero();
    return new NewerBuild(classes + ":" + Program.JAR, "V" + next);
  }
}
