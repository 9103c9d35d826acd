package dev.lowstock.scenario;

import static dev.lowstock.deploy.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.deploy.Manifests;
import dev.lowstock.sandbox.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A process in the place of a pod: command, environment, mounts and probes are those that the
 * Deployment and the image say. What differs: it has ports instead of an address of its own, its
 * mounts are folders of this machine, and probes follow each other ten times as fast.
 */
final class Pod implements AutoCloseable {
  private static final int HASTE = 10;

  private final JsonNode spec;
  private final JsonNode container;
  private final Map<String, Integer> ports = new TreeMap<>();
  private final Program program;

  private Pod(JsonNode spec, Program program, Map<String, Integer> ports) {
    this.spec = spec;
    this.container = spec.at("/containers/0");
    this.program = program;
    this.ports.putAll(ports);
  }

  /**
   * Starts one.
   *
   * @param mounts a folder of this machine for each volume, by its name
   * @param changes what the operator sets, and where the services outside are
   * @param newer another build than that of this checkout
   */
  static Pod start(
      Manifests manifests,
      Path directory,
      Map<String, Path> mounts,
      Map<String, String> changes,
      @Nullable NewerBuild newer)
      throws IOException {
    JsonNode spec = manifests.one("Deployment").at("/spec/template/spec");
    JsonNode container = spec.at("/containers/0");
    Map<String, Integer> ports = new TreeMap<>();
    Map<String, String> environment = new TreeMap<>(image("ENV"));
    environment.putAll(manifests.environment());
    for (JsonNode mount : container.path("volumeMounts")) {
      String here = String.valueOf(mounts.get(mount.path("name").asText()));
      environment.replaceAll(
          (name, value) -> value.replace(mount.path("mountPath").asText(), here));
    }
    environment.putAll(changes);
    for (JsonNode port : container.path("ports")) {
      int free = FreePorts.next();
      ports.put(port.path("name").asText(), free);
      environment.replaceAll(
          (name, value) ->
              name.endsWith("_PORT") && value.equals(port.path("containerPort").asText())
                  ? Integer.toString(free)
                  : value);
    }
    environment.put("HTTP_HOST", "127.0.0.1");
    return new Pod(
        spec, Program.startCommand(command(container, newer), directory, environment), ports);
  }

  /** The image's entry point with the container's arguments. */
  private static List<String> command(JsonNode container, @Nullable NewerBuild newer)
      throws IOException {
    List<String> command = new ArrayList<>();
    for (JsonNode word : new ObjectMapper().readTree(imageLine("ENTRYPOINT"))) {
      command.add(word.asText());
    }
    assertThat(command.get(0)).endsWith("/java");
    command.set(0, Program.JAVA);
    int jar = command.indexOf("-jar");
    command.set(jar + 1, Program.JAR.toString());
    if (newer != null) {
      command.set(jar, "-cp");
      command.set(jar + 1, newer.classPath());
      command.add(NewerBuild.MAIN);
    }
    each(container.path("args")).forEach(argument -> command.add(argument.asText()));
    return command;
  }

  private static Map<String, String> image(String instruction) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    for (String pair : imageLine(instruction).split("\\s+", -1)) {
      variables.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return variables;
  }

  private static String imageLine(String instruction) throws IOException {
    return Files.readString(Path.of("deploy", "container", "Containerfile"))
        .replace("\\\n", " ")
        .lines()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1).strip())
        .reduce("", (other, last) -> last);
  }

  Program program() {
    return program;
  }

  int port(String name) {
    return ports.getOrDefault(name, 0);
  }

  /** Waits as the kubelet does: until it has started, and then until it is ready. */
  Pod awaitReady() {
    Duration patience =
        Duration.ofSeconds(
            (long) seconds("startupProbe", "periodSeconds")
                * seconds("startupProbe", "failureThreshold"));
    for (String probe : List.of("startupProbe", "readinessProbe")) {
      await()
          .pollInterval(Duration.ofMillis(1000L * seconds(probe, "periodSeconds") / HASTE))
          .atMost(patience)
          .failFast("ended before it was ready", () -> !program.isAlive())
          .until(() -> passes(probe));
    }
    return this;
  }

  /** Asks one of its probes once. */
  boolean passes(String probe) {
    JsonNode get = container.path(probe).path("httpGet");
    URI url =
        URI.create(
            "http://127.0.0.1:" + port(get.path("port").asText()) + get.path("path").asText());
    try {
      return ServerPage.open(url).status() == 200;
    } catch (RuntimeException | AssertionError e) {
      return false;
    }
  }

  /** Ends it as the kubelet does; fails when it would have been killed. */
  void ends() {
    int grace =
        spec.path("terminationGracePeriodSeconds").asInt()
            - container.at("/lifecycle/preStop/sleep/seconds").asInt();
    assertThat(program.sigterm().awaitExit(Duration.ofSeconds(grace))).isEqualTo(143);
  }

  private int seconds(String probe, String field) {
    return container.path(probe).path(field).asInt();
  }

  @Override
  public void close() {
    program.close();
  }
}
