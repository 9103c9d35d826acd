package dev.lowstock.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Whether the routes would be understood by a newer Camel, whose core lies apart from ours. */
class NewerCamelTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path CORE = Path.of("target", "canonical", "core");

  /** What stands there is a condition. */
  private static final Set<String> CONDITIONS = Set.of("filter", "when", "onWhen", "validate");

  /** Texts that Camel reads in its simple language, wherever they stand. */
  private static final Set<String> SIMPLE = Set.of("message", "uri", "method", "query", "period");

  private static ClassLoader ours;
  private static URLClassLoader newer;
  private static Object camel;
  private static Object simple;

  private record Text(Path file, String text, boolean condition) {}

  @BeforeAll
  static void start() throws Exception {
    try (Stream<Path> jars = Files.list(CORE)) {
      newer = new URLClassLoader(jars.map(NewerCamelTest::url).toArray(URL[]::new), logsLikeUs());
    }
    // Where Camel looks for its own parts.
    ours = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(newer);
    camel =
        newer.loadClass("org.apache.camel.impl.DefaultCamelContext").getConstructor().newInstance();
    camel.getClass().getMethod("start").invoke(camel);
    simple = camel.getClass().getMethod("resolveLanguage", String.class).invoke(camel, "simple");
  }

  @AfterAll
  static void stop() throws Exception {
    camel.getClass().getMethod("stop").invoke(camel);
    Thread.currentThread().setContextClassLoader(ours);
    newer.close();
  }

  @Test
  void expressionsOfAllRoutesParseOnItsCore() throws Exception {
    List<Text> texts = new ArrayList<>();
    for (Path folder : List.of(Path.of("src/main/resources/routes"), Path.of("examples"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
          find(file, YAML.readTree(file.toFile()), "", texts);
        }
      }
    }

    assertThat(texts).hasSizeGreaterThan(30).allSatisfy(NewerCamelTest::parse);
    assertThat(texts).filteredOn(Text::condition).hasSizeGreaterThan(5);
    assertThat(texts).extracting(Text::text).anyMatch(text -> text.startsWith("${iif("));
  }

  @Test
  void whatIsNoExpressionIsSeen() {
    assertThatThrownBy(() -> parse(new Text(CORE, "${nosuchfunction:a}", false)))
        .hasMessageContaining("nosuchfunction");
  }

  private static void parse(Text text) throws Exception {
    try {
      Object resolved =
          camel
              .getClass()
              .getMethod("resolvePropertyPlaceholders", String.class)
              .invoke(camel, text.text());
      Object parsed =
          simple
              .getClass()
              .getMethod(text.condition() ? "createPredicate" : "createExpression", String.class)
              .invoke(simple, resolved);
      assertThat(parsed).as(text.toString()).isNotNull();
    } catch (InvocationTargetException e) {
      throw new AssertionError(text + ": " + e.getCause(), e.getCause());
    }
  }

  private static void find(Path file, JsonNode node, String around, List<Text> found) {
    if (node.isArray()) {
      node.forEach(element -> find(file, element, around, found));
      return;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      if (name.equals("simple")) {
        found.add(new Text(file, value.path("expression").asText(), CONDITIONS.contains(around)));
      } else if (value.isTextual() && SIMPLE.contains(name) && value.asText().contains("${")) {
        // A template's parameters begin with a small letter, and have no dot.
        String text =
            value
                .asText()
                .replace("{{ETSY_POLL_PERIOD}}", "20s")
                .replaceAll("\\{\\{[a-z]\\w*}}", "x");
        found.add(new Text(file, text, false));
      } else {
        find(file, value, name.equals("expression") ? around : name, found);
      }
    }
  }

  /** Its Camel logs where ours does; of all else it has its own. */
  private static ClassLoader logsLikeUs() {
    return new ClassLoader(ClassLoader.getPlatformClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("org.slf4j.")) {
          return Logger.class.getClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
      }
    };
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
