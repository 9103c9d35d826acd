package dev.lowstock.deploy;

import static dev.lowstock.deploy.Manifests.each;
import static dev.lowstock.deploy.Manifests.name;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests of {@code deploy}: fit to be applied, and each part to the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestTest {
  private static final Path DEPLOY = Path.of("deploy");
  private static final Path KUBERNETES = DEPLOY.resolve("kubernetes");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACE = "shops";

  /** Kinds that Kubernetes does not know by itself. */
  private static final List<CustomResourceDefinitionContext> OTHERS =
      List.of(
          other("camel.apache.org", "Integration", "integrations"),
          other("monitoring.coreos.com", "ServiceMonitor", "servicemonitors"));

  /** Between SIGTERM and the end of the bot, at most. */
  private static final int STOP_SECONDS = 10;

  /** That a node waits for another one's migration. */
  private static final int MIGRATION_SECONDS = 600;

  private final ManifestSchemas schemas = new ManifestSchemas();
  private Manifests oneNode;
  private Manifests severalNodes;
  private Manifests camelK;

  @BeforeAll
  void build() throws Exception {
    Manifests.assumeKustomize();
    oneNode = Manifests.built(KUBERNETES.resolve("one-node"));
    severalNodes = Manifests.built(KUBERNETES.resolve("several-nodes"));
    camelK = Manifests.read(DEPLOY.resolve("camel-k"));
  }

  Stream<Manifests> all() {
    return Stream.of(oneNode, severalNodes, camelK);
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachObjectFitsItsSchemaAndIsStoredAsItIs(Manifests manifests) throws Exception {
    for (JsonNode object : manifests.objects()) {
      assertThat(schemas.faults(object)).as(object.path("kind").asText()).isEmpty();
    }
    KubernetesMockServer server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(OTHERS),
            false);
    server.init();
    try (KubernetesClient client = server.createClient().adapt(KubernetesClient.class)) {
      byte[] yaml = manifests.yaml().getBytes(UTF_8);
      List<HasMetadata> given = client.load(new ByteArrayInputStream(yaml)).items();
      assertThat(given).hasSameSizeAs(manifests.objects());
      for (HasMetadata object : given) {
        create(client, object);
        HasMetadata stored = get(client, object);
        JsonNode sent = manifests.one(object.getKind(), object.getMetadata().getName());
        // Nothing is lost on a client that knows the types, nor on the way.
        for (String part : List.of("spec", "data")) {
          assertThat(JSON.readTree(Serialization.asJson(stored)).path(part))
              .as(object.getKind())
              .isEqualTo(JSON.readTree(sent.toString()).path(part));
        }
      }
    } finally {
      server.destroy();
    }
  }

  private static void create(KubernetesClient client, HasMetadata object) {
    for (CustomResourceDefinitionContext other : OTHERS) {
      if (object.getKind().equals(other.getKind())) {
        client
            .genericKubernetesResources(other)
            .inNamespace(NAMESPACE)
            .resource((GenericKubernetesResource) object)
            .create();
        return;
      }
    }
    client.resource(object).inNamespace(NAMESPACE).create();
  }

  private static HasMetadata get(KubernetesClient client, HasMetadata object) {
    for (CustomResourceDefinitionContext other : OTHERS) {
      if (object.getKind().equals(other.getKind())) {
        return client
            .genericKubernetesResources(other)
            .inNamespace(NAMESPACE)
            .withName(object.getMetadata().getName())
            .get();
      }
    }
    return client.resource(object).inNamespace(NAMESPACE).get();
  }

  private static CustomResourceDefinitionContext other(String group, String kind, String plural) {
    return new CustomResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion("v1")
        .withKind(kind)
        .withPlural(plural)
        .withScope("Namespaced")
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "Integration, /spec/traits/container, image, imge",
    "Integration, /spec/traits/health, livenessProbe, livenesProbe",
    "Integration, /spec/traits, mount, mounts",
    "Deployment, /spec/template/spec/containers/0/readinessProbe/httpGet, path, pfad",
    "Deployment, /spec, selector, selektor",
    "ServiceMonitor, /spec/endpoints/0, interval, intervall"
  })
  void misspeltFieldIsAFault(String kind, String place, String field, String misspelt) {
    JsonNode object = (kind.equals("Integration") ? camelK : severalNodes).one(kind).deepCopy();
    ObjectNode parent = (ObjectNode) object.at(place);
    parent.set(misspelt, parent.remove(field));

    assertThat(schemas.faults(object)).isNotEmpty().anyMatch(fault -> fault.contains(misspelt));
  }

  @Test
  void partsOfAnOverlayFindEachOther() {
    for (Manifests manifests : List.of(oneNode, severalNodes)) {
      JsonNode pod = manifests.one("Deployment").at("/spec/template");
      JsonNode labels = pod.at("/metadata/labels");
      for (String selector :
          List.of(
              "Deployment /spec/selector/matchLabels",
              "Service /spec/selector",
              "ServiceMonitor /spec/selector/matchLabels",
              "NetworkPolicy /spec/podSelector/matchLabels",
              "PodDisruptionBudget /spec/selector/matchLabels")) {
        String kind = selector.substring(0, selector.indexOf(' '));
        for (JsonNode object : manifests.all(kind)) {
          JsonNode wanted = object.at(selector.substring(selector.indexOf(' ') + 1));
          assertThat(wanted).as(selector).isNotEmpty().isEqualTo(labels);
        }
      }
      assertThat(manifests.one("Service").at("/metadata/labels")).isEqualTo(labels);
      List<String> ports = texts(manifests.container().path("ports"), "name");
      assertThat(texts(manifests.one("Service").at("/spec/ports"), "targetPort")).isEqualTo(ports);
      assertThat(texts(manifests.one("ServiceMonitor").at("/spec/endpoints"), "port"))
          .isSubsetOf(texts(manifests.one("Service").at("/spec/ports"), "name"));
      for (JsonNode rule : manifests.one("NetworkPolicy").at("/spec/ingress")) {
        assertThat(texts(rule.path("ports"), "port")).isSubsetOf(ports);
      }
      for (JsonNode from : manifests.container().path("envFrom")) {
        if (from.has("configMapRef")) {
          manifests.one("ConfigMap", from.at("/configMapRef/name").asText());
        }
      }
      for (JsonNode volume : pod.at("/spec/volumes")) {
        if (volume.has("configMap")) {
          manifests.one("ConfigMap", volume.at("/configMap/name").asText());
        } else {
          String claim = volume.at("/persistentVolumeClaim/claimName").asText();
          manifests.one("PersistentVolumeClaim", claim);
        }
      }
      assertThat(texts(manifests.container().path("volumeMounts"), "name"))
          .containsExactlyInAnyOrderElementsOf(texts(pod.at("/spec/volumes"), "name"));
    }
    assertThat(oneNode.one("Deployment").at("/spec/strategy/type").asText()).isEqualTo("Recreate");
    assertThat(oneNode.one("Deployment").at("/spec/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void stopAndStartAreGivenTheTimeThatTheyTake() {
    for (Manifests manifests : List.of(oneNode, severalNodes)) {
      JsonNode container = manifests.container();
      int grace =
          manifests
              .one("Deployment")
              .at("/spec/template/spec/terminationGracePeriodSeconds")
              .asInt();
      assertThat(grace)
          .isGreaterThan(STOP_SECONDS + container.at("/lifecycle/preStop/sleep/seconds").asInt());
      JsonNode startup = container.path("startupProbe");
      assertThat(startup.path("periodSeconds").asInt() * startup.path("failureThreshold").asInt())
          .isGreaterThan(MIGRATION_SECONDS);
    }
  }

  @Test
  void bothReadTheManifestsSettingsAndTakeNoVariableOfThePlatformForOne(@TempDir Path routes)
      throws Exception {
    Map<String, String> plain = severalNodes.environment();
    Map<String, String> integration = new TreeMap<>();
    for (JsonNode variable : camelK.one("Integration").at("/spec/traits/environment/vars")) {
      String[] pair = variable.asText().split("=", 2);
      integration.put(pair[0], pair[1]);
    }
    Map<String, String> secrets = new HashMap<>();
    secrets.put("TELEGRAM_TOKEN", "123456:abcdefghijklmnopqrstuvwxyz012345678");
    secrets.put("ETSY_CONSUMER_KEY", "abcdefghijklmnopqrstuvwx");
    secrets.put("ETSY_SHARED_SECRET", "abcdefghij");
    secrets.put("DATABASE_PASSWORD", "of the database");
    secrets.put("SECRET_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    // One is written in each of both, by the same names.
    assertThat(integration.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(plain.keySet().stream(), secrets.keySet().stream()).toList());
    plain.forEach((name, value) -> assertThat(integration).containsEntry(name, value));
    secrets
        .keySet()
        .forEach(name -> assertThat(integration).containsEntry(name, "secret:lowstock/" + name));

    Map<String, String> environment = new HashMap<>(plain);
    environment.putAll(secrets);
    environment.put("ROUTES_DIR", routes.toString());
    // What Kubernetes and Camel K 2.9.2 (pkg/trait/environment.go, container.go) set beside them.
    for (String name :
        List.of(
            "HOSTNAME",
            "KUBERNETES_PORT",
            "KUBERNETES_SERVICE_HOST",
            "LOWSTOCK_PORT",
            "LOWSTOCK_SERVICE_HOST",
            "POSTGRESQL_PORT",
            "CAMEL_K_VERSION",
            "CAMEL_K_OPERATOR_ID",
            "CAMEL_K_INTEGRATION",
            "CAMEL_K_DIGEST",
            "CAMEL_K_CONF",
            "CAMEL_K_CONF_D",
            "CAMEL_K_RUNTIME_VERSION",
            "CAMEL_K_MOUNT_PATH_CONFIGMAPS",
            "CAMEL_K_MOUNT_PATH_SECRETS",
            "NAMESPACE",
            "POD_NAME")) {
      environment.put(name, "x");
    }
    Settings settings = Settings.of(environment);
    assertThat(settings.managesApart()).isTrue();
    assertThat(settings.reloadsRoutes()).isTrue();
    assertThat(settings.find(Setting.DATABASE_URL)).startsWith("jdbc:postgresql:");
  }

  @Test
  void integrationIsRunAsTheDeploymentIs() {
    JsonNode traits = camelK.one("Integration").at("/spec/traits");
    JsonNode container = severalNodes.container();
    for (String probe : List.of("startup", "liveness", "readiness")) {
      JsonNode plain = container.path(probe + "Probe");
      JsonNode health = traits.path("health");
      assertThat(health.path(probe + "ProbeEnabled").asBoolean()).isTrue();
      assertThat(health.path(probe + "Probe")).isEqualTo(plain.at("/httpGet/path"));
      assertThat(health.path(probe + "Port").asInt()).isEqualTo(8081);
      assertThat(health.path(probe + "Period")).isEqualTo(plain.path("periodSeconds"));
      assertThat(health.path(probe + "Timeout")).isEqualTo(plain.path("timeoutSeconds"));
      assertThat(health.path(probe + "FailureThreshold")).isEqualTo(plain.path("failureThreshold"));
    }
    assertThat(traits.at("/container/image")).isEqualTo(container.path("image"));
    assertThat(traits.at("/container/requestMemory"))
        .isEqualTo(container.at("/resources/requests/memory"));
    assertThat(traits.at("/container/limitMemory"))
        .isEqualTo(container.at("/resources/limits/memory"));
    assertThat(traits.at("/mount/resources/0").asText())
        .isEqualTo(
            "configmap:"
                + name(camelK.one("ConfigMap"))
                + "@"
                + container.at("/volumeMounts/0/mountPath").asText());
  }

  @Test
  void overlayOfTheGuideIsBuilt(@TempDir Path folder) throws Exception {
    Matcher block =
        Pattern.compile("```yaml\n(apiVersion: kustomize.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs", "cluster.md")));
    assertThat(block.find()).isTrue();
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(mine.resolve("kustomization.yaml"), block.group(1));
    copy(Path.of("examples", "week-command"), mine.resolve("routes"));
    copy(KUBERNETES, folder.resolve("lowstock/deploy/kubernetes"));

    Manifests built = Manifests.built(mine);

    for (JsonNode object : built.objects()) {
      assertThat(schemas.faults(object)).isEmpty();
    }
    assertThat(built.data("lowstock-routes").keySet())
        .contains("answer-week.camel.yaml", "messages_en.properties");
    assertThat(built.environment())
        .containsEntry("ETSY_REDIRECT_URI", "https://shops.example.org/etsy/callback");
    assertThat(built.all("PersistentVolumeClaim")).isEmpty();
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static List<String> texts(JsonNode list, String field) {
    return each(list).stream().map(one -> one.path(field).asText()).toList();
  }
}
