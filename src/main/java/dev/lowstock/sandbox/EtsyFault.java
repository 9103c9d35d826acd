package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * One way in which Etsy goes wrong; switched on with {@link SandboxEtsy#breaks}; {@link
 * EtsyV3Fault} has those that only v3 knows. Those that change JSON leave an answer that is not
 * JSON as it is.
 */
public final class EtsyFault {

  @FunctionalInterface
  interface Behaviour {
    void answer(EtsyWire wire, EtsyRequest request, Function<EtsyRequest, EtsyReply> honest)
        throws IOException, InterruptedException;
  }

  private static final String WEB_PAGE =
      "<!DOCTYPE html>\n<html><head><title>Etsy</title></head><body><h1>%s</h1></body></html>\n";

  private static final int MEGABYTE = 1 << 20;

  private final Behaviour behaviour;

  EtsyFault(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  void answer(EtsyWire wire, EtsyRequest request, Function<EtsyRequest, EtsyReply> honest)
      throws IOException, InterruptedException {
    behaviour.answer(wire, request, honest);
  }

  public static EtsyFault status(int status, String text) {
    return instead(EtsyReply.text(status, text));
  }

  public static EtsyFault status(int status, String text, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return instead(EtsyReply.text(status, text).with("Retry-After", seconds));
  }

  /** A web page where JSON or a token should be, as from a proxy or a maintenance site. */
  public static EtsyFault webPage(int status) {
    return instead(EtsyReply.page(status, WEB_PAGE.formatted("Be right back")));
  }

  /** What v2 may answer since it was switched off. */
  public static EtsyFault retired() {
    return instead(EtsyReply.page(410, WEB_PAGE.formatted("This API has been retired")));
  }

  public static EtsyFault body(String body) {
    return changed(reply -> reply.withBody(body));
  }

  /** A whole HTTP answer whose JSON ends in the middle. */
  public static EtsyFault truncatedJson() {
    return changed(reply -> reply.withBody(reply.body().substring(0, reply.body().length() / 2)));
  }

  public static EtsyFault malformedJson() {
    return changed(reply -> reply.withBody(reply.body().replaceFirst(":", "=>")));
  }

  public static EtsyFault nullResults() {
    return envelope(envelope -> envelope.putNull("results"));
  }

  public static EtsyFault missingResults() {
    return envelope(envelope -> envelope.remove("results"));
  }

  /** Says there are results, and gives none. */
  public static EtsyFault emptyResults() {
    return envelope(envelope -> envelope.put("count", 7).putArray("results"));
  }

  public static EtsyFault count(int count) {
    return envelope(envelope -> envelope.put("count", count));
  }

  public static EtsyFault noPagination() {
    return envelope(envelope -> envelope.remove("pagination"));
  }

  /** A field of every result set to a JSON value, such as {@code null} or {@code "a word"}. */
  public static EtsyFault field(String name, String json) {
    JsonNode value = Envelopes.value(json);
    return envelope(envelope -> Envelopes.eachResult(envelope, result -> result.set(name, value)));
  }

  public static EtsyFault withoutField(String name) {
    return envelope(envelope -> Envelopes.eachResult(envelope, result -> result.remove(name)));
  }

  /** Fields that nobody has heard of, in the envelope and in every result. */
  public static EtsyFault unknownFields() {
    return envelope(
        envelope -> {
          envelope.putObject("surprise").put("depth", 1);
          Envelopes.eachResult(envelope, result -> result.putArray("surprise").add(1).addNull());
        });
  }

  /** Puts a JSON value in front of the results, such as {@code null} or {@code 42}. */
  public static EtsyFault strayResult(String json) {
    JsonNode stray = Envelopes.value(json);
    return envelope(
        envelope -> {
          ArrayNode results = JsonNodeFactory.instance.arrayNode().add(stray);
          results.addAll(Envelopes.results(envelope));
          envelope.set("results", results);
        });
  }

  public static EtsyFault everyResultTwice() {
    return envelope(
        envelope -> {
          ArrayNode twice = JsonNodeFactory.instance.arrayNode();
          Envelopes.results(envelope).forEach(result -> twice.add(result).add(result.deepCopy()));
          envelope.set("results", twice);
        });
  }

  /** The first page whatever the offset. */
  public static EtsyFault firstPageAgain() {
    return new EtsyFault(
        (wire, request, honest) -> wire.send(honest.apply(request.with("offset", "0"))));
  }

  /** Takes the request and never answers. */
  public static EtsyFault hang() {
    return new EtsyFault((wire, request, honest) -> wire.hang());
  }

  /** Sends half of the body and then nothing, with the connection open. */
  public static EtsyFault stall() {
    return new EtsyFault(
        (wire, request, honest) -> {
          wire.sendHalf(honest.apply(request));
          wire.hang();
        });
  }

  /** Sends a byte of the body from time to time. */
  public static EtsyFault trickle(Duration pause) {
    return new EtsyFault((wire, request, honest) -> wire.trickle(honest.apply(request), pause));
  }

  /** Does the work, and closes the connection in the middle of the body. */
  public static EtsyFault cutOff() {
    return new EtsyFault(
        (wire, request, honest) -> {
          wire.sendHalf(honest.apply(request));
          wire.hangUp();
        });
  }

  /** Does the work, and closes the connection without a word. */
  public static EtsyFault lostAnswer() {
    return new EtsyFault(
        (wire, request, honest) -> {
          EtsyReply unused = honest.apply(request);
          wire.hangUp();
        });
  }

  public static EtsyFault delay(Duration length) {
    return new EtsyFault(
        (wire, request, honest) -> {
          EtsyReply reply = honest.apply(request);
          wire.pause(length);
          wire.send(reply);
        });
  }

  /** One title of so many megabytes. */
  public static EtsyFault hugeField(int megabytes) {
    return endless(
        "{\"count\":1,\"results\":[{\"listing_id\":1,\"state\":\"active\",\"user_id\":1,\"title\":\"",
        "All work and no play makes a dull listing. ".repeat(200),
        "\"}],\"type\":\"Listing\"}",
        (long) megabytes * MEGABYTE);
  }

  /** So many megabytes of small results. */
  public static EtsyFault hugePage(int megabytes) {
    String result = "{\"listing_id\":1,\"state\":\"active\",\"user_id\":1,\"title\":\"Vase\"}";
    return endless(
        "{\"count\":1,\"results\":[" + result,
        ("," + result).repeat(100),
        "],\"type\":\"Listing\"}",
        (long) megabytes * MEGABYTE);
  }

  /** Few bytes that unpack to so many megabytes of small results. */
  public static EtsyFault gzipBomb(int megabytes) {
    String result = "{\"listing_id\":1,\"state\":\"active\",\"user_id\":1,\"title\":\"Vase\"}";
    byte[] again = ("," + result).repeat(1000).getBytes(StandardCharsets.UTF_8);
    return new EtsyFault(
        (wire, request, honest) -> {
          ByteArrayOutputStream packed = new ByteArrayOutputStream();
          try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(("{\"count\":1,\"results\":[" + result).getBytes(StandardCharsets.UTF_8));
            for (long sent = 0; sent < (long) megabytes * MEGABYTE; sent += again.length) {
              out.write(again);
            }
            out.write("],\"type\":\"Listing\"}".getBytes(StandardCharsets.UTF_8));
          }
          wire.send(EtsyReply.json("").with("Content-Encoding", "gzip"), packed.toByteArray());
        });
  }

  /** Says that it is packed, and is not. */
  public static EtsyFault notPacked() {
    return changed(reply -> reply.with("Content-Encoding", "gzip"));
  }

  /** Every title in bytes that no UTF-8 has. */
  public static EtsyFault invalidUtf8() {
    return new EtsyFault(
        (wire, request, honest) -> {
          EtsyReply reply = honest.apply(request);
          byte[] body =
              reply
                  .body()
                  .replace("\"title\":\"", "\"title\":\"\u00c3(\u00ff ")
                  .getBytes(StandardCharsets.ISO_8859_1);
          wire.send(reply, body);
        });
  }

  /** Sends the caller to another server. */
  public static EtsyFault redirect(int status, URI elsewhere) {
    return instead(EtsyReply.text(status, "Moved").with("Location", elsewhere.toString()));
  }

  /** Arrays in arrays. */
  public static EtsyFault nested(int depth) {
    String nested = "[".repeat(depth) + "]".repeat(depth);
    return body("{\"count\":1,\"results\":" + nested + ",\"type\":\"Listing\"}");
  }

  static EtsyFault instead(EtsyReply reply) {
    return new EtsyFault((wire, request, honest) -> wire.send(reply));
  }

  static EtsyFault changed(UnaryOperator<EtsyReply> change) {
    return new EtsyFault((wire, request, honest) -> wire.send(change.apply(honest.apply(request))));
  }

  static EtsyFault envelope(Consumer<ObjectNode> change) {
    return changed(reply -> Envelopes.changed(reply, change));
  }

  private static EtsyFault endless(String start, String middle, String end, long bytes) {
    return new EtsyFault(
        (wire, request, honest) -> wire.sendEndless(EtsyReply.json(start), middle, end, bytes));
  }
}
