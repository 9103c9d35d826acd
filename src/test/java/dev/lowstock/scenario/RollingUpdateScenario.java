package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.deploy.ConfigMapFolder;
import dev.lowstock.deploy.Manifests;
import dev.lowstock.sandbox.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The manifests for several nodes, played without a cluster: a process for each replica, started,
 * probed, reached and ended as they say, on one PostgreSQL.
 */
final class RollingUpdateScenario {
  private static final String DATABASE = "kubernetes";
  private static final int SHOPS = 3;

  /** While a node starts, and again when one is asked to end. */
  private static final int SELL_OUTS = 12;

  private static final String COMMAND = "answer-hello.camel.yaml";

  private final List<Pod> all = new ArrayList<>();
  private final Deque<Pod> running = new ArrayDeque<>();

  /** The endpoints of the Service: the pods that are ready. */
  private final List<Integer> endpoints = new CopyOnWriteArrayList<>();

  private Manifests manifests;
  private Path directory;
  private Path mounted;
  private PostgresServer server;
  private Cluster cluster;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    Manifests.assumeKustomize();
    this.directory = directory;
    manifests = Manifests.built(Path.of("deploy", "kubernetes", "several-nodes"));
    mounted = Files.createDirectory(directory.resolve("mounted"));
    server = PostgresServer.start(directory.resolve("postgres"));
    cluster = new Cluster(Town.openV3(directory).sendsWebhooks(), server, DATABASE, endpoints);
  }

  @AfterEach
  void close() throws IOException {
    all.forEach(Pod::close);
    for (Pod pod : all) {
      // For a look into a failure.
      Files.write(Path.of("target", "pod-" + all.indexOf(pod) + ".log"), pod.program().lines());
    }
    if (cluster != null) {
      cluster.close();
      server.close();
      assertThat(all.stream().flatMap(pod -> pod.program().lines().stream()))
          .noneMatch(line -> cluster.town.secrets().stream().anyMatch(line::contains));
    }
  }

  @Test
  void updateToANewerSchemaLosesAndRepeatsNothingAndAnOlderNodeIsRefusedInWords() throws Exception {
    // given as many as there are replicas
    ConfigMapFolder routes = new ConfigMapFolder(mounted);
    routes.holds(manifests.data("lowstock-routes"));
    int replicas = manifests.one("Deployment").at("/spec/replicas").asInt();
    for (int pod = 0; pod < replicas; pod++) {
      running.add(starts(null));
    }
    running.forEach(this::isReady);
    cluster.opens(SHOPS, 60);

    // when the ConfigMap gets another file
    Map<String, String> more = manifests.data("lowstock-routes");
    more.put(COMMAND, command());
    routes.holds(more);

    // then all nodes have the command
    running.forEach(
        pod -> pod.program().awaitLine("Taken into service: " + mounted.resolve(COMMAND)));
    Person person = cluster.town.telegram.person("Somebody new");
    person.says("/hello");
    person.awaitMessage(message -> message.text().equals("Hello, shop"), Town.PATIENCE);

    // when one after the other is replaced by a build with one migration more
    NewerBuild newer = NewerBuild.in(directory);
    for (int pod = 0; pod < replicas; pod++) {
      Pod next = starts(newer);
      cluster.sellsOut(SELL_OUTS);
      running.add(isReady(next));
      cluster.sellsOut(SELL_OUTS);
      // Some are told, some are not, and some are under way when it is asked to end.
      cluster.awaitCalls(SELL_OUTS);
      Pod old = running.remove();
      endpoints.remove((Integer) old.port("http"));
      old.ends();
      assertThat(running).allMatch(left -> left.passes("livenessProbe"));
      // Those that are left work on, the older beside the newer. A webhook reaches any of them.
      List<Long> delivered = delivered();
      await()
          .atMost(Town.PATIENCE)
          .until(
              () -> {
                cluster.closesKeptConnections();
                cluster.sellsOut(SHOPS);
                cluster.awaitAllTold(Town.PATIENCE);
                return IntStream.range(0, delivered.size())
                    .allMatch(left -> delivered().get(left) > delivered.get(left));
              });
    }

    // then
    cluster.awaitQuiet(Duration.ofSeconds(90));
    int told = cluster.sellers.stream().mapToInt(seller -> seller.sold().size()).sum();
    System.out.println(
        "RollingUpdateScenario: %d sell-outs while %d nodes were replaced: 0 lost, %d repeated"
            .formatted(told, replicas, cluster.repeats()));
    assertThat(cluster.repeats()).isZero();

    // when an older one is started on the newer schema
    Program older = starts(null).program();

    // then
    assertThat(older.awaitExit(Town.PATIENCE)).isEqualTo(1);
    assertThat(older.lines())
        .anyMatch(
            line ->
                line.contains("schema " + newer.schema() + ", which is newer than this program")
                    && line.contains("run the newer Lowstock again"));
    Pod last = running.remove();
    assertThat(healthScript(last)).isZero();
    last.ends();
    assertThat(healthScript(last)).isNotZero();
  }

  private Pod starts(@Nullable NewerBuild newer) throws IOException {
    Map<String, String> changes = new HashMap<>(cluster.town.environment);
    changes.keySet().removeAll(List.of("HTTP_PORT", "DATABASE_FILE"));
    // Webhooks tell of each sale: looks in turn are what makes up for one that is lost.
    changes.put("ETSY_POLL_PERIOD", "10s");
    changes.putAll(PostgresServer.settings(DATABASE, server.port()));
    changes.put(
        "JAVA_TOOL_OPTIONS",
        "-Dlowstock.chatPaceMillis=50 -Dlowstock.telegramSendsPerSecond=1000 "
            + Program.archiveFlags());
    Pod pod = Pod.start(manifests, directory, Map.of("routes", mounted), changes, newer);
    all.add(pod);
    return pod;
  }

  private Pod isReady(Pod pod) {
    pod.awaitReady();
    endpoints.add(pod.port("http"));
    return pod;
  }

  /** How many messages each that runs has delivered. */
  private List<Long> delivered() {
    return running.stream()
        .map(
            pod ->
                pod.program().lines().stream()
                    .filter(line -> line.contains("delivered alerts"))
                    .count())
        .toList();
  }

  private static String command() {
    return """
        # Says hello.
        - route:
            id: answer-hello
            description: Says hello
            errorHandler:
              noErrorHandler: {}
            from:
              uri: direct:answer-hello
              steps:
                - setBody:
                    expression:
                      simple:
                        expression: "Hello, shop"
                - to:
                    uri: outbox
                    parameters:
                      name: reply
        """;
  }

  /** The image's health check, asked about a pod. */
  private static int healthScript(Pod pod) throws Exception {
    ProcessBuilder script =
        new ProcessBuilder("bash", Path.of("deploy", "container", "health").toString())
            .redirectErrorStream(true);
    script.environment().put("MANAGEMENT_PORT", Integer.toString(pod.port("management")));
    Process process = script.start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }
}
