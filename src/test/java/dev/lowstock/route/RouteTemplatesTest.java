package dev.lowstock.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a check says of routes that an operator makes of a template, and of options of endpoints.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteTemplatesTest {
  private final RouteCheck check = new RouteCheck(null);
  private final Path routes;

  RouteTemplatesTest(@TempDir Path routes) {
    this.routes = routes;
  }

  @Test
  void channelsAreCountedByTheirRoutes() throws Exception {
    RouteFiles mqtt = RouteFiles.find("v3", Path.of("examples/alerts-to-mqtt"));
    RouteFiles csv = RouteFiles.find("v3", Path.of("examples/alerts-to-csv"));
    RouteFiles topic = RouteFiles.find("v3", Path.of("examples/other-topic"));

    assertThat(mqtt.ownChannels()).isEqualTo(1);
    assertThat(mqtt.ownChannelsOfPrograms()).containsExactly("shop-mqtt");
    assertThat(csv.ownChannels()).isEqualTo(1);
    assertThat(csv.ownChannelsOfPrograms()).isEmpty();
    assertThat(topic.ownChannels()).isZero();
  }

  @Test
  void channelOfTheBundledTemplateHasNoFault() throws IOException {
    assertThat(faults(Map.of("channel", "phone", "form", "ntfy", "setting", "PHONE_URL")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "channel=phone; needs the parameter 'form'",
        "channel=phone,form=ntfy,seting=X; has no parameter 'seting', but has channel, form, setting",
        "channel=phone,form=nfty; option 'form' is 'nfty', but must be one of alert, discord, json",
        "channel=k,form=alert,to=kafka:a?brokerz=b; 'kafka' has no option 'brokerz'",
        "channel=k,form=alert,to=kafka:a?compressionCodec=many; option 'compressionCodec' is 'many', but must be one of",
        "channel=k,form=alert,to=paho-mqtt5:a?qos=high; option 'qos' is 'high', which it cannot be",
        "channel=k,form=alert,to=kafak:a; no component is called 'kafak'"
      })
  void wrongValueIsNamedWithItsPlace(String values, String fault) throws IOException {
    Map<String, String> parameters =
        List.of(values.split(",", -1)).stream()
            .map(one -> one.split("=", 2))
            .collect(Collectors.toMap(one -> one[0], one -> one[1]));

    assertThat(faults(parameters))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.line()).isEqualTo(2);
              assertThat(found.toString()).contains("my-channel.camel.yaml", "notify-mine", fault);
            });
  }

  @Test
  void twoChannelsWithOneIdAreAFaultAndSoIsTheIdOfABundledOne() throws IOException {
    String mine = templated("send-alerts", Map.of("channel", "a", "form", "alert", "to", "log:x"));
    String other = mine.replace("value: \"a\"", "value: \"b\"");

    assertThat(check(mine + other.replace("# A channel.\n", "")))
        .singleElement()
        .asString()
        .contains("(templatedRoute notify-mine): a route of", "has this id already");
    assertThat(check(mine.replace("notify-mine", "notify-mail")))
        .singleElement()
        .asString()
        .contains("has this id already");
  }

  @Test
  void formWithAnAddressNeedsASettingThatIsSet() throws Exception {
    assertThat(faults(Map.of("channel", "phone", "form", "ntfy")))
        .singleElement()
        .asString()
        .contains("form 'ntfy' needs setting");

    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getPropertiesComponent().addInitialProperty("PHONE_URL", "https://ntfy.sh/mugs");
      RouteCheck inProgram = new RouteCheck(camel);
      assertThat(faultsOfChannel(inProgram, "PHONE_ULR"))
          .anyMatch(
              fault -> fault.contains("setting names the variable 'PHONE_ULR', which is not"));
      assertThat(faultsOfChannel(inProgram, "PHONE_URL"))
          .noneMatch(fault -> fault.contains("setting names"));
    }
  }

  private List<String> faultsOfChannel(RouteCheck inProgram, String setting) throws IOException {
    check(templated("send-alerts", Map.of("channel", "phone", "form", "ntfy", "setting", setting)));
    RouteFiles files = RouteFiles.find("v3", routes);
    return inProgram.check(files).stream().map(RouteFault::toString).toList();
  }

  @Test
  void brokerThatIsSetNeedsItsJars() throws Exception {
    String setting = "NOTIFY_KAFKA_BROKERS";
    Files.deleteIfExists(routes.resolve("my-channel.camel.yaml"));
    RouteFiles files = RouteFiles.find("v3", routes);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getPropertiesComponent().addInitialProperty("lowstock.kafka", "groupId=mugs");
      assertThat(new RouteCheck(camel).check(files))
          .noneMatch(fault -> fault.toString().contains("kafka"));

      camel.getPropertiesComponent().addInitialProperty(setting, "localhost:9092");
      assertThat(new RouteCheck(camel).check(files))
          .anySatisfy(
              fault ->
                  assertThat(fault.toString())
                      .contains(
                          "(templatedRoute notify-kafka): NOTIFY_KAFKA_BROKERS is set, but the"
                              + " component 'kafka' is not part of this program",
                          "ROUTES_DIR/lib"));
    }
  }

  @Test
  void templateThatIsNotThereIsNamed() throws IOException {
    assertThat(check(templated("send-alert", Map.of())))
        .singleElement()
        .asString()
        .contains("no template is called 'send-alert'");
  }

  @Test
  void misspeltOptionOfAComponentIsNamed() throws IOException {
    assertThat(
            check(
                """
                # A route.

                - route:
                    id: tick
                    description: Ticks
                    from:
                      uri: scheduler
                      parameters:
                        name: tick
                        dellay: 1000
                      steps:
                        - log:
                            message: tick
                """))
        .singleElement()
        .asString()
        .contains("'scheduler' has no option 'dellay'");
  }

  private List<RouteFault> faults(Map<String, String> parameters) throws IOException {
    return check(templated("send-alerts", parameters));
  }

  private static String templated(String template, Map<String, String> parameters) {
    StringBuilder text =
        new StringBuilder(
            "# A channel.\n- templatedRoute:\n    routeTemplateRef: "
                + template
                + "\n    routeId: notify-mine\n    parameters:\n");
    parameters.forEach(
        (name, value) ->
            text.append("      - name: ")
                .append(name)
                .append("\n        value: \"")
                .append(value)
                .append("\"\n"));
    return parameters.isEmpty() ? text.append("      []\n").toString() : text.toString();
  }

  private List<RouteFault> check(String text) throws IOException {
    Files.writeString(routes.resolve("my-channel.camel.yaml"), text);
    return check.check(RouteFiles.find("v3", routes));
  }
}
