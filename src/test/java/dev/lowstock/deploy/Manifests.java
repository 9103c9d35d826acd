package dev.lowstock.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Objects of Kubernetes, as they would be applied.
 *
 * @param yaml as {@code kubectl} would be given it
 * @param objects one a document of it
 */
public record Manifests(String yaml, List<JsonNode> objects) {
  private static final YAMLMapper YAML = new YAMLMapper();

  /** What kustomize makes of a folder; the test is skipped without a kubectl that is new enough. */
  public static Manifests built(Path folder) {
    try {
      Process kubectl =
          new ProcessBuilder("kubectl", "kustomize", folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String yaml = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(kubectl.waitFor()).isZero();
      return of(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Skips the test, and says so, where kustomize is missing or cannot read today's form. */
  public static void assumeKustomize() {
    String version = "";
    try {
      Process kubectl = new ProcessBuilder("kubectl", "version", "--client").start();
      version = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // Missing.
    }
    assumeTrue(
        version.matches("(?s).*Kustomize Version: v([5-9]|\\d\\d).*"),
        "kubectl with kustomize 5 or later is missing: the manifests are not tried");
  }

  /** Files that are applied as they are. */
  static Manifests read(Path folder) throws IOException {
    StringBuilder yaml = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".yaml")).sorted().toList()) {
        yaml.append("---\n").append(Files.readString(file));
      }
    }
    return of(yaml.toString());
  }

  private static Manifests of(String yaml) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).forEachRemaining(objects::add);
    return new Manifests(yaml, objects);
  }

  /** The only object of a kind. */
  public JsonNode one(String kind) {
    List<JsonNode> found = all(kind);
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }

  /** The object of a kind whose name begins so. */
  public JsonNode one(String kind, String name) {
    List<JsonNode> found = all(kind).stream().filter(one -> name(one).startsWith(name)).toList();
    assertThat(found).as(kind + " " + name).hasSize(1);
    return found.get(0);
  }

  List<JsonNode> all(String kind) {
    return objects.stream().filter(one -> one.path("kind").asText().equals(kind)).toList();
  }

  /** What a ConfigMap holds; its name may have a suffix. */
  public Map<String, String> data(String configMap) {
    Map<String, String> data = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry :
        one("ConfigMap", configMap).path("data").properties()) {
      data.put(entry.getKey(), entry.getValue().asText());
    }
    return data;
  }

  /** The only container of the Deployment. */
  public JsonNode container() {
    return one("Deployment").at("/spec/template/spec/containers/0");
  }

  /** The variables that the manifests themselves give the container, without the secret's. */
  public Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    for (JsonNode from : container().path("envFrom")) {
      if (from.has("configMapRef")) {
        environment.putAll(data(from.at("/configMapRef/name").asText()));
      }
    }
    for (JsonNode variable : container().path("env")) {
      environment.put(variable.path("name").asText(), variable.path("value").asText());
    }
    return environment;
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  /** The elements of a list. */
  public static List<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }
}
