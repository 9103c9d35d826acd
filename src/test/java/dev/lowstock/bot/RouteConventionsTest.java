package dev.lowstock.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lowstock.route.HouseComponents;
import dev.lowstock.store.Database;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Component;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.TransactedPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The house rules of route files, checked on the files and on the model that Camel made of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteConventionsTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final CamelCatalog CATALOG = HouseComponents.catalog();

  /** The routes whose last part is decided as they run: every answer, channel. */
  private static final List<String> CHOSEN_AT_RUN_TIME = List.of("answer-", "notify-");

  private static final List<Class<?>> FOUND_BY_TYPE =
      List.of(
          Component.class,
          DataSource.class,
          EndpointUriFactory.class,
          HealthCheck.class,
          HttpClientConfigurer.class,
          TransactedPolicy.class,
          Vertx.class);

  private static final List<Path> DOCUMENTS =
      List.of(Path.of("CHANGELOG.md"), Path.of("docs/routes.md"));

  /** What the program itself is made of; the others are there for routes. */
  private static final Set<String> NO_COMPONENTS =
      Set.of(
          "camel-main",
          "camel-yaml-dsl",
          "camel-catalog",
          "camel-health",
          "camel-jackson",
          "camel-micrometer-prometheus",
          "camel-platform-http-main");

  private Database database;
  QuietBot bot;
  private List<RouteDefinition> routes;
  private JsonSchema schema;

  /** The version of Etsy's API whose routes are loaded. */
  String api() {
    return "v3";
  }

  /** How updates come from Telegram: polled here. */
  Map<String, String> more() {
    return Map.of();
  }

  @BeforeAll
  void load(@TempDir Path folder) throws Exception {
    database = Database.openFile(folder.resolve("lowstock"));
    bot = QuietBot.withAllRoutes(database, api(), more());
    routes =
        bot.camel().getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    try (InputStream json =
        Objects.requireNonNull(
            getClass().getResourceAsStream("/schema/camelYamlDsl.json"), "schema")) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(json);
    }
  }

  @AfterAll
  void close() {
    bot.close();
    database.close();
  }

  @Test
  void everyRouteFileIsLoaded() throws IOException {
    Set<String> inFiles = new TreeSet<>();
    for (Path file : routeFiles().toList()) {
      for (JsonNode item : YAML.readTree(file.toFile())) {
        if (item.has("route") && isLoaded(item)) {
          inFiles.add(item.path("route").path("id").asText());
        } else if (item.has("templatedRoute")
            && !item.findValuesAsText("name").contains("wanted")) {
          // Those to brokers need jars of the operator's.
          inFiles.add(item.path("templatedRoute").path("routeId").asText());
        }
      }
    }

    assertThat(routes).extracting(RouteDefinition::getRouteId).containsAll(inFiles);
    assertThat(inFiles).hasSameSizeAs(routes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void callsAreNeitherRepeatedNorRedirectedByTheClient(String scheme) {
    HttpComponent component = bot.camel().getComponent(scheme, HttpComponent.class);

    assertThat(component.isAutomaticRetriesDisabled()).isTrue();
    assertThat(component.isFollowRedirects()).isFalse();
  }

  @Test
  void everyRouteHasAnIdAndSaysWhatItDoes() {
    assertThat(routes)
        .allSatisfy(
            route -> {
              assertThat(route.hasCustomIdAssigned()).as(route.getInput().getUri()).isTrue();
              assertThat(route.getRouteId()).matches("[a-z]+(-[a-z0-9]+)*");
              assertThat(route.getDescriptionText()).as(route.getRouteId()).isNotBlank();
            });
  }

  @Test
  void everyIdIsGivenOnce() throws IOException {
    List<String> ids = new ArrayList<>();
    for (Path file : routeFiles().toList()) {
      YAML.readTree(file.toFile()).findValuesAsText("id").forEach(ids::add);
    }

    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void directRouteIsNamedAsItIsCalled() {
    assertThat(directRoutes())
        .allSatisfy(route -> assertThat(consumed(route)).isEqualTo("direct:" + route.getRouteId()));
  }

  @Test
  void directRouteLeavesItsFailureToTheCallerOrNamesWhoOwnsIt() {
    assertThat(directRoutes())
        .allSatisfy(
            route -> {
              boolean left =
                  route.getErrorHandler() != null
                      && route.getErrorHandler().getErrorHandlerType()
                          instanceof NoErrorHandlerDefinition;
              assertThat(left || route.getRouteConfigurationId() != null)
                  .as(route.getRouteId())
                  .isTrue();
            });
  }

  @Test
  void failureOwnersThatRoutesNameExist() throws IOException {
    Set<String> owners = new HashSet<>();
    Set<String> named = new HashSet<>();
    for (Path file : routeFiles().toList()) {
      for (JsonNode item : YAML.readTree(file.toFile())) {
        if (item.has("routeConfiguration")) {
          owners.add(item.path("routeConfiguration").path("id").asText());
        }
        item.findValuesAsText("routeConfigurationId").forEach(named::add);
      }
    }

    assertThat(named).isEqualTo(owners);
  }

  @Test
  void everyDirectRouteThatIsCalledExistsAndEveryOneThatExistsIsCalled() throws IOException {
    Set<String> called = new TreeSet<>();
    for (Path file : routeFiles().toList()) {
      for (JsonNode item : YAML.readTree(file.toFile())) {
        for (Step to : isLoaded(item) ? steps(item) : List.<Step>of()) {
          if (!to.consumer() && Set.of("direct", "hook").contains(to.uri())) {
            called.add(to.parameters().path("name").asText());
          }
        }
      }
    }
    Set<String> existing =
        directRoutes().stream().map(RouteDefinition::getRouteId).collect(Collectors.toSet());

    assertThat(existing).containsAll(called);
    inJava(Pattern.compile("\"direct:([\\w-]+)\"")).forEach(call -> called.add(call.group(1)));
    assertThat(existing)
        .allSatisfy(
            id ->
                assertThat(
                        called.contains(id) || CHOSEN_AT_RUN_TIME.stream().anyMatch(id::startsWith))
                    .as(id)
                    .isTrue());
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void fileFitsCamelsSchema(Path file) throws IOException {
    assertThat(schema.validate(YAML.readTree(file.toFile()))).isEmpty();
  }

  @Test
  void everyFileFitsTheCanonicalSchemaOfNewerVersionsOfCamel() throws IOException {
    Path canonical = Path.of("target/canonical/schema/camelYamlDsl-canonical.json");
    try (InputStream json = Files.newInputStream(canonical)) {
      JsonSchema newer = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(json);
      for (Path file : Stream.concat(routeFiles(), yamlFiles(Path.of("examples"))).toList()) {
        assertThat(newer.validate(YAML.readTree(file.toFile()))).as(file.toString()).isEmpty();
      }
    }
  }

  /** Camel's own go by the clock on the wall: set back an hour, they stand still for an hour. */
  @ParameterizedTest
  @MethodSource("routeFiles")
  void fileHasNoTimerAndNoThrottleOfCamels(Path file) throws IOException {
    JsonNode routes = YAML.readTree(file.toFile());

    assertThat(routes.findValues("throttle")).isEmpty();
    assertThat(steps(routes)).extracting(Step::uri).doesNotContain("timer");
  }

  /** The build takes each for used, as no Java names it. */
  @Test
  void everyComponentOfThePomIsNamedByABundledOrAnExampleRoute() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path file : Stream.concat(allRouteFiles(), yamlFiles(Path.of("examples"))).toList()) {
      JsonNode tree = YAML.readTree(file.toFile());
      for (Step step : steps(tree)) {
        named.add(step.uri().replaceFirst("\\{\\{\\w+:(.*)}}", "$1").split(":", 2)[0]);
      }
      if (tree.findValue("bean") != null) {
        named.add("bean");
      }
    }
    Set<String> used =
        named.stream()
            .map(CATALOG::componentModel)
            .filter(Objects::nonNull)
            .map(component -> component.getArtifactId())
            .collect(Collectors.toSet());
    Set<String> declared = new TreeSet<>();
    Matcher dependency =
        Pattern.compile("<artifactId>(camel-[\\w-]+)</artifactId>\\s*</dependency>")
            .matcher(Files.readString(Path.of("pom.xml")));
    while (dependency.find()) {
      declared.add(dependency.group(1));
    }

    assertThat(declared).containsAll(NO_COMPONENTS).hasSizeGreaterThan(NO_COMPONENTS.size());
    declared.removeAll(NO_COMPONENTS);
    assertThat(used).containsAll(declared);
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void fileSaysAboveItsRoutesWhatItPromises(Path file) throws IOException {
    assertThat(Files.readAllLines(file).get(0)).startsWith("# ");
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void endpointOptionsAreThoseOfTheirComponents(Path file) throws Exception {
    for (Step step : steps(YAML.readTree(file.toFile()))) {
      EndpointValidationResult result =
          CATALOG.validateEndpointProperties(endpoint(step), false, step.consumer(), false);

      assertThat(result.isSuccess()).as("%s: %s", step, result.summaryErrorMessage(false)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void endpointsAreWrittenWithoutQueryStrings(Path file) throws IOException {
    JsonNode tree = YAML.readTree(file.toFile());
    assertThat(steps(tree)).extracting(Step::uri).noneMatch(uri -> uri.contains("?"));
    assertThat(steps(tree).isEmpty()).as("no endpoints").isEqualTo(tree.findValue("route") == null);
  }

  @Test
  void allRoutesTogetherAreReadInOneSitting() throws IOException {
    long lines = 0;
    for (Path file : allRouteFiles().toList()) {
      int ofFile = Files.readAllLines(file).size();
      assertThat(ofFile).as(file.toString()).isLessThanOrEqualTo(80);
      lines += ofFile;
    }

    assertThat(lines).isLessThanOrEqualTo(1000);
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void fileLeavesLoopsAndTransactionsToComponentsAndHasFewSteps(Path file) throws IOException {
    Set<String> words = new HashSet<>();
    names(YAML.readTree(file.toFile()), words);

    assertThat(words).doesNotContain("loop", "transacted");
    assertThat(Files.readString(file)).doesNotContain("${null}");
    for (JsonNode item : YAML.readTree(file.toFile())) {
      assertThat(countSteps(item)).as(item.path("route").path("id").asText()).isLessThan(10);
    }
  }

  @Test
  void stockEventPassesAtMostFifteenSteps() throws IOException {
    int steps = 0;
    for (String file :
        List.of(
            api() + "/notice-stock-events",
            "hooks/look-at-listings",
            "describe-stock-events",
            "hooks/filter-stock-events",
            "deliver-alerts",
            "notify/notify-telegram")) {
      Path path = RESOURCES.resolve("routes").resolve(file + ".camel.yaml");
      steps += countSteps(YAML.readTree(path.toFile()));
    }

    assertThat(steps).isBetween(6, 15);
  }

  private static int countSteps(JsonNode node) {
    int own = 0;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      own += field.getKey().equals("steps") ? field.getValue().size() : 0;
      own += countSteps(field.getValue());
    }
    if (node.isArray()) {
      for (JsonNode item : node) {
        own += countSteps(item);
      }
    }
    return own;
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void fileHoldsNoScript(Path file) throws IOException {
    Set<String> words = new HashSet<>();
    names(YAML.readTree(file.toFile()), words);

    assertThat(words).doesNotContain("groovy", "script", "js", "java", "mvel", "ognl", "python");
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void beansThatAFileCallsAreBound(Path file) throws IOException {
    Set<String> beans = new TreeSet<>(YAML.readTree(file.toFile()).findValuesAsText("ref"));
    Matcher inText = Pattern.compile("bean:(\\w+)\\?").matcher(Files.readString(file));
    while (inText.find()) {
      beans.add(inText.group(1));
    }

    assertThat(beans)
        .allSatisfy(
            bean -> assertThat(bot.camel().getRegistry().lookupByName(bean)).as(bean).isNotNull());
  }

  /** The others are there for Camel, which finds them by their types. */
  @Test
  void whatIsBoundIsNamedInARouteOrInADocument() throws IOException {
    StringBuilder texts = new StringBuilder();
    for (Path file : Stream.concat(routeFiles(), DOCUMENTS.stream()).toList()) {
      texts.append(Files.readString(file));
    }
    Map<String, Object> bound = bot.camel().getRegistry().findByTypeWithName(Object.class);
    bound.values().removeIf(bean -> !bean.getClass().getName().startsWith("dev.lowstock."));
    bound.values().removeIf(bean -> FOUND_BY_TYPE.stream().anyMatch(type -> type.isInstance(bean)));

    assertThat(bound).containsKeys("answers", "conversation", "tidying");
    assertThat(bound.keySet())
        .allSatisfy(name -> assertThat(texts).containsPattern("(ref: |#|`)" + name + "\\b"));
  }

  @Test
  void everyStatementThatIsUsedExistsForEveryDatabase() throws IOException {
    assertThat(usedStatements()).isNotEmpty();
    for (Database.Kind kind : Database.Kind.values()) {
      assertThat(statements(kind)).containsAll(usedStatements());
    }
  }

  @Test
  void everyStatementIsUsed() throws IOException {
    for (Database.Kind kind : Database.Kind.values()) {
      assertThat(usedStatements()).containsAll(statements(kind));
    }
  }

  Stream<Path> routeFiles() throws IOException {
    String other = api().equals("v3") ? "v2" : "v3";
    return allRouteFiles()
        .filter(file -> !file.startsWith(RESOURCES.resolve("routes").resolve(other)));
  }

  /** Updates come from Telegram in one way or the other. */
  private boolean isLoaded(JsonNode item) {
    return !item.path("route")
        .path("precondition")
        .asText()
        .equals("'{{lowstock.telegramWebhook}}' == '%s'".formatted(more().isEmpty()));
  }

  private static Stream<Path> allRouteFiles() throws IOException {
    return yamlFiles(RESOURCES.resolve("routes"));
  }

  private static Stream<Path> yamlFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".camel.yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** The names of the files of the folder {@code sql}. */
  private static Set<String> statements(Database.Kind kind) throws IOException {
    Set<String> names = new TreeSet<>();
    Path sql = RESOURCES.resolve("sql");
    for (Path folder : List.of(sql, sql.resolve(kind.folder()))) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(Files::isRegularFile)
            .map(file -> file.getFileName().toString().replace(".sql", ""))
            .forEach(names::add);
      }
    }
    return names;
  }

  /** By routes, and in the classes that run statements, where nothing else is so written. */
  private static Set<String> usedStatements() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path file : allRouteFiles().toList()) {
      for (String query : YAML.readTree(file.toFile()).findValuesAsText("query")) {
        used.add(query.replace("classpath:sql/", "").replace(".sql", ""));
      }
    }
    Pattern name = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");
    for (Path file : javaFiles()) {
      String source = Files.readString(file);
      if (source.contains(".statements()") || source.contains("Statements ")) {
        name.matcher(source).results().forEach(found -> used.add(found.group(1)));
      }
    }
    return used;
  }

  private static List<MatchResult> inJava(Pattern pattern) throws IOException {
    List<MatchResult> found = new ArrayList<>();
    for (Path file : javaFiles()) {
      pattern.matcher(Files.readString(file)).results().forEach(found::add);
    }
    return found;
  }

  private static List<Path> javaFiles() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      return sources.filter(Files::isRegularFile).toList();
    }
  }

  private List<RouteDefinition> directRoutes() {
    return routes.stream().filter(route -> consumed(route).startsWith("direct:")).toList();
  }

  private static String consumed(RouteDefinition route) {
    String uri = route.getInput().getEndpointUri();
    Map<String, Object> parameters = route.getTemplateParameters();
    return parameters == null
        ? uri
        : uri.replace("{{channel}}", String.valueOf(parameters.get("channel")))
            .replace("{{command}}", String.valueOf(parameters.get("command")));
  }

  /** An endpoint as a file writes it. */
  private record Step(boolean consumer, String uri, JsonNode parameters) {}

  private static List<Step> steps(JsonNode node) {
    List<Step> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (value.has("uri")) {
        found.add(
            new Step(
                field.getKey().equals("from"),
                value.path("uri").asText(),
                value.path("parameters")));
      } else if (value.isTextual() && Set.of("to", "toD", "from").contains(field.getKey())) {
        found.add(new Step(field.getKey().equals("from"), value.asText(), value));
      }
      found.addAll(steps(value));
    }
    if (node.isArray()) {
      node.forEach(item -> found.addAll(steps(item)));
    }
    return found;
  }

  /** The endpoint in one line, as the catalogue wants it, with values in place of settings. */
  private static String endpoint(Step step) {
    String uri =
        step.uri()
            .replace("{{ETSY_API_URL}}", "https://openapi.etsy.com")
            .replaceFirst("\\{\\{NOTIFY_WEBHOOK_URL:?(.*)}}", "http://localhost");
    List<String> options = new ArrayList<>();
    if (uri.equals("telegram")) {
      // Set on the component: a token stands in no route.
      options.add("authorizationToken=1:token");
    }
    for (Map.Entry<String, JsonNode> option : step.parameters().properties()) {
      String value = option.getValue().asText();
      if (Set.of("name", "query", "type", "path").contains(option.getKey())) {
        uri = uri + ":" + value;
      } else {
        options.add(option.getKey() + "=" + value);
      }
    }
    return options.isEmpty() ? uri : uri + "?" + String.join("&", options);
  }

  private static void names(JsonNode node, Set<String> names) {
    node.fieldNames().forEachRemaining(names::add);
    node.forEach(child -> names(child, names));
  }
}
