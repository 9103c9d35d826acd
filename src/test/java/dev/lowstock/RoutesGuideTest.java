package dev.lowstock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lowstock.route.RouteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/routes.md} says is what there is. */
final class RoutesGuideTest {
  private static final Path DOCS = Path.of("docs");
  private static final Pattern QUOTE =
      Pattern.compile(
          "^```(?:yaml|properties|sql)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\((\\.\\./[^)#]*|[a-z-]+\\.md)\\)");
  private static final Pattern NAME = Pattern.compile("`direct:([a-z-]+)`");

  private String guide = "";

  @BeforeEach
  void read() throws IOException {
    guide = Files.readString(DOCS.resolve("routes.md"));
  }

  @Test
  void everyQuoteIsPartOfTheExampleThatItsSectionLinksTo() throws IOException {
    int quotes = 0;
    for (String section : guide.split("(?m)^### ", -1)) {
      Matcher quote = QUOTE.matcher(section);
      while (quote.find()) {
        quotes++;
        assertThat(texts(exampleOf(section)))
            .as(quote.group(1))
            .anyMatch(text -> text.contains(quote.group(1)));
      }
    }
    assertThat(quotes).isGreaterThanOrEqualTo(10);
  }

  @Test
  void everyExampleIsInTheGuide() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("examples"))) {
      assertThat(folders.filter(Files::isDirectory))
          .hasSize(17)
          .allSatisfy(folder -> assertThat(guide).contains("(../" + folder + ")"));
    }
  }

  @Test
  void everyLinkLeadsSomewhere() {
    Matcher link = LINK.matcher(guide);
    List<String> links = new ArrayList<>();
    while (link.find()) {
      links.add(link.group(1));
    }

    assertThat(links).isNotEmpty().allSatisfy(to -> assertThat(DOCS.resolve(to)).exists());
  }

  @Test
  void tableOfNamesHasEveryDirectRouteAndNoOther() throws IOException {
    Set<String> named = new TreeSet<>();
    guide
        .lines()
        .filter(line -> line.startsWith("| `direct:"))
        .map(line -> NAME.matcher(line.split("\\|", -1)[1]))
        .forEach(names -> names.results().forEach(name -> named.add(name.group(1))));

    assertThat(named).isEqualTo(listening());
  }

  private static Set<String> listening() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String api : List.of("v2", "v3")) {
      for (String text : RouteFiles.find(api, null).texts().values()) {
        for (JsonNode item : new YAMLMapper().readTree(text)) {
          JsonNode from = item.path("route").path("from");
          if (from.path("uri").asText().equals("direct")) {
            names.add(from.path("parameters").path("name").asText());
          }
          if (item.has("templatedRoute")) {
            names.add(item.path("templatedRoute").path("routeId").asText());
          }
        }
      }
    }
    return names;
  }

  private static Path exampleOf(String section) {
    Matcher link = Pattern.compile("]\\(\\.\\./(examples/[a-z-]+)\\)").matcher(section);
    assertThat(link.find()).as(section).isTrue();
    return Path.of(link.group(1));
  }

  private static List<String> texts(Path example) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }
}
