package dev.lowstock.sandbox;

import ch.qos.logback.classic.Logger;
import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lowstock.sandbox.OAuth1Signature.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Checks what was said to Etsy against the OpenAPI description of v3, and the token endpoint, which
 * that does not describe, against Etsy's guide to authentication.
 */
public final class OpenApiCheck {

  private static final OpenApiInteractionValidator ETSY =
      OpenApiInteractionValidator.createForInlineApiSpecification(description())
          .withLevelResolver(
              LevelResolver.create()
                  .withLevel("validation.request.parameter.query.unexpected", Level.ERROR)
                  .withLevel("validation.request.security.missing", Level.IGNORE)
                  .build())
          .build();

  /** What the description says with its oauth2, and the validator does not read. */
  private static final Set<EtsyEndpoint> WITH_TOKEN =
      EnumSet.of(
          EtsyEndpoint.ME,
          EtsyEndpoint.LISTINGS_BY_SHOP,
          EtsyEndpoint.INVENTORY_BATCH,
          EtsyEndpoint.INVENTORY,
          EtsyEndpoint.RECEIPT_LISTINGS);

  private static final Map<String, Set<String>> TOKEN_FIELDS =
      Map.of(
          "authorization_code",
          Set.of("grant_type", "client_id", "redirect_uri", "code", "code_verifier"),
          "refresh_token",
          Set.of("grant_type", "client_id", "refresh_token"));

  static {
    // A line for each call: it does not read oauth2, which is checked below.
    ((Logger) LoggerFactory.getLogger("com.atlassian.oai.validator"))
        .setLevel(ch.qos.logback.classic.Level.WARN);
  }

  private OpenApiCheck() {}

  /** One line for each thing wrong with calls to v3; other calls are passed over. */
  public static List<String> faults(List<EtsyCall> calls) {
    return calls.stream()
        .flatMap(call -> faults(call).stream().map(fault -> inWords(call) + ": " + fault))
        .distinct()
        .toList();
  }

  /** What is wrong with an answer of Etsy to a call. */
  public static List<String> faults(HttpResponse<String> answer) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.statusCode());
    answer.headers().map().forEach(response::withHeader);
    return messages(
        ETSY.validateResponse(
            answer.uri().getPath(),
            Request.Method.valueOf(answer.request().method()),
            response.withBody(withoutNullInventory(answer.body())).build()));
  }

  /** The validator does not see the "nullable" that stands beside its "oneOf". */
  private static String withoutNullInventory(String body) {
    JsonNode json = Envelopes.value(body);
    for (JsonNode parent : json.findParents("inventory")) {
      if (parent.path("inventory").isNull()) {
        ((ObjectNode) parent).remove("inventory");
      }
    }
    return json.toString();
  }

  private static List<String> faults(EtsyCall call) {
    if (call.endpoint() == EtsyEndpoint.TOKEN) {
      return faultsOfTokenCall(call);
    }
    return call.path().startsWith("/v3/") ? faultsOfResourceCall(call) : List.of();
  }

  private static List<String> faultsOfResourceCall(EtsyCall call) {
    SimpleRequest.Builder request = new SimpleRequest.Builder(call.method(), call.path());
    call.headers().forEach(request::withHeader);
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (Parameter parameter : OAuth1Signature.parameters(call.query())) {
      query.computeIfAbsent(parameter.name(), none -> new ArrayList<>()).add(parameter.value());
    }
    query.forEach(request::withQueryParam);
    List<String> faults = new ArrayList<>(messages(ETSY.validateRequest(request.build())));
    if (!call.headers().containsKey("x-api-key")) {
      faults.add("the header x-api-key is missing");
    }
    if (WITH_TOKEN.contains(call.endpoint()) && !call.headers().containsKey("authorization")) {
      faults.add("the header authorization is missing");
    }
    return faults;
  }

  private static List<String> faultsOfTokenCall(EtsyCall call) {
    List<String> faults = new ArrayList<>();
    if (!call.method().equals("POST")) {
      faults.add("the method must be POST");
    }
    if (call.query() != null) {
      faults.add("there is a query, where the body should have it all");
    }
    String type = call.headers().getOrDefault("content-type", "none");
    if (!type.matches("(application/x-www-form-urlencoded|application/json)(;.*)?")) {
      faults.add("the content type is " + type);
    }
    Set<String> expected = TOKEN_FIELDS.get(call.form().getOrDefault("grant_type", ""));
    if (expected == null) {
      faults.add("the field grant_type is " + call.form().get("grant_type"));
      return faults;
    }
    expected.stream()
        .filter(name -> !call.form().containsKey(name))
        .forEach(name -> faults.add("the field " + name + " is missing"));
    call.form().keySet().stream()
        .filter(name -> !expected.contains(name))
        .forEach(name -> faults.add("the field " + name + " is unknown"));
    return faults;
  }

  private static List<String> messages(ValidationReport report) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == Level.ERROR)
        .flatMap(
            message ->
                Stream.concat(
                    Stream.of(message.getMessage()),
                    message.getNestedMessages().stream().map(ValidationReport.Message::getMessage)))
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * As Etsy publishes it, but for two things: the parser takes no null for an array, and arrays are
   * joined by commas, as the guide says and the description does not.
   */
  private static String description() {
    try (InputStream file = OpenApiCheck.class.getResourceAsStream("/etsy/v3/openapi.yml")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("(?m)^ *default: null\n", "")
          .replaceAll("(?m)^( *)schema:\n *type: array$", "$1explode: false\n$0");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String inWords(EtsyCall call) {
    String query = call.query() == null ? "" : "?" + call.query();
    return call.method() + " " + call.path() + query;
  }
}
