package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of what the program is made of, as the build wrote it. */
final class SbomScenario {

  @Test
  void namesExactlyTheLibrariesBesideTheProgram() throws IOException {
    Path written = Path.of("target", "lowstock-sbom.json");
    assumeThat(written).as("a build without network (mvn -o) writes none").exists();
    JsonNode sbom = new ObjectMapper().readTree(written.toFile());
    TreeSet<String> named = new TreeSet<>();
    for (JsonNode component : sbom.path("components")) {
      named.add(
          component.path("name").asText() + "-" + component.path("version").asText() + ".jar");
      assertThat(component.path("hashes")).as(component.path("purl").asText()).isNotEmpty();
    }

    List<String> jars;
    try (Stream<Path> files = Files.list(Path.of("target", "lib"))) {
      // A classifier, such as of native libraries, is no part of a component's name and version.
      jars =
          files
              .map(file -> file.getFileName().toString())
              .map(name -> name.replaceFirst("-(linux|osx|windows)-[\\w]+\\.jar$", ".jar"))
              .toList();
    }
    assertThat(named).isNotEmpty().containsExactlyElementsOf(new TreeSet<>(jars));
  }
}
