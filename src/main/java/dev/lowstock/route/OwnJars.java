package dev.lowstock.route;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own jars, in {@code ROUTES_DIR/lib}: components and what these need. What the
 * program has itself comes first.
 *
 * @param jars those that are used
 * @param faults a line for each that cannot
 * @param notes a line for each library that the program has in another version
 */
public record OwnJars(List<Path> jars, List<String> faults, List<String> notes) {
  /** As Maven names its files. */
  private static final Pattern NAME = Pattern.compile("(.+?)-(\\d[\\w.+-]*)\\.jar");

  /**
   * Finds them.
   *
   * @param directory the operator's, or null when there is none
   */
  public static OwnJars find(@Nullable Path directory) {
    Path folder = directory == null ? null : directory.resolve("lib");
    if (folder == null || !Files.isDirectory(folder)) {
      return new OwnJars(List.of(), List.of(), List.of());
    }
    List<Path> jars = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Map<String, String> ours = ours();
    for (Path jar : files(folder)) {
      try {
        new JarFile(jar.toFile()).close();
      } catch (IOException e) {
        faults.add(jar + " is no jar: " + e.getMessage());
        continue;
      }
      Matcher name = NAME.matcher(String.valueOf(jar.getFileName()));
      String version = name.matches() ? ours.get(name.group(1)) : null;
      if (version != null && !version.equals(name.group(2))) {
        notes.add(
            jar + " is not used: the program has " + name.group(1) + " " + version + " itself");
      } else {
        jars.add(jar);
      }
    }
    return new OwnJars(List.copyOf(jars), List.copyOf(faults), List.copyOf(notes));
  }

  /** Has a program that is not configured yet find what is in them. */
  public void in(CamelContext camel) {
    if (!jars.isEmpty()) {
      camel.setApplicationContextClassLoader(
          new URLClassLoader(
              "ROUTES_DIR/lib",
              jars.stream().map(OwnJars::url).toArray(URL[]::new),
              OwnJars.class.getClassLoader()));
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The libraries of the program with their versions: on its class path, and named by its jar. */
  private static Map<String, String> ours() {
    Map<String, String> versions = new HashMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      note(String.valueOf(path.getFileName()), versions);
      if (entry.endsWith(".jar")) {
        named(path).forEach(name -> note(name.replaceFirst(".*/", ""), versions));
      }
    }
    return versions;
  }

  private static void note(String file, Map<String, String> versions) {
    Matcher name = NAME.matcher(file);
    if (name.matches()) {
      versions.putIfAbsent(name.group(1), name.group(2));
    }
  }

  private static List<String> named(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String names =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return names == null ? List.of() : List.of(names.split(" ", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("The path of a file is a URL", e);
    }
  }
}
