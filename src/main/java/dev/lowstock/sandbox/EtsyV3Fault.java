package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;

/** Ways in which API v3 goes wrong, beside those of {@link EtsyFault}. */
public final class EtsyV3Fault {

  private EtsyV3Fault() {}

  /** Any refusal, as v3 words it. */
  public static EtsyFault error(int status, String error) {
    return EtsyFault.instead(V3Refusal.of(status, error).reply());
  }

  public static EtsyFault error(int status, String error, String description) {
    return EtsyFault.instead(V3Refusal.of(status, error, description).reply());
  }

  /** 500 and nothing done: at the token endpoint the old refresh token lives on. */
  public static EtsyFault serverError() {
    return error(500, "Server Error");
  }

  /** Does the work and then says 500: at the token endpoint the new tokens are lost. */
  public static EtsyFault serverErrorAfterwards() {
    return EtsyFault.changed(done -> V3Refusal.of(500, "Server Error").reply());
  }

  public static EtsyFault revoked() {
    return error(403, "access token has been revoked");
  }

  /** As when keys vanish for hours. */
  public static EtsyFault keyUnknown() {
    return error(403, "API key not found or not active");
  }

  public static EtsyFault notFound() {
    return error(404, "Resource not found");
  }

  /** Refused because of the second, although there is quota left. */
  public static EtsyFault perSecondLimit(Duration retryAfter) {
    return EtsyFault.instead(limit("Exceeded per second rate limit", retryAfter));
  }

  /** Refused because of the day, with the {@code retry-after} of a whole one. */
  public static EtsyFault dailyLimit() {
    return dailyLimit(Duration.ofDays(1));
  }

  /** Refused because of the day, whose window slides: some calls are free again after a while. */
  public static EtsyFault dailyLimit(Duration retryAfter) {
    return EtsyFault.instead(
        limit("Exceeded daily rate limit", retryAfter).with("x-remaining-today", "0"));
  }

  /** Refused because of the day, and without a word on how many calls the key has left. */
  public static EtsyFault sellersDailyLimit() {
    return error(429, "Exceeded daily rate limit");
  }

  /** A fault of the calls alone that are made with the access of this shop's seller. */
  public static EtsyFault onlyFor(SandboxShop shop, EtsyFault fault) {
    String bearer = "Bearer " + shop.sellerId() + ".";
    return new EtsyFault(
        (wire, request, honest) -> {
          String authorization = request.authorization();
          if (authorization != null && authorization.startsWith(bearer)) {
            fault.answer(wire, request, honest);
          } else {
            wire.send(honest.apply(request));
          }
        });
  }

  /** Every SKU of every product blank, as lists have them for hours (developers' reports). */
  public static EtsyFault blankSkus() {
    return EtsyFault.envelope(
        envelope ->
            Envelopes.eachResult(
                envelope,
                result -> {
                  result.putArray("skus");
                  for (JsonNode product : result.path("inventory").path("products")) {
                    ((ObjectNode) product).put("sku", "");
                  }
                }));
  }

  /** No listings at all, as search has it for shops it does not know. */
  public static EtsyFault noListings() {
    return EtsyFault.envelope(envelope -> envelope.put("count", 0).putArray("results"));
  }

  /** Every page but the first begins with the last item before it; the count is one too high. */
  public static EtsyFault itemRepeated() {
    return shifted(-1, 1);
  }

  /** Every page but the first begins one item late; the count is right. */
  public static EtsyFault itemSkipped() {
    return shifted(1, 0);
  }

  /** Refuses {@code includes=Inventory}, as others do since July 2026, and answers the rest. */
  public static EtsyFault inventoryRefused() {
    return new EtsyFault(
        (wire, request, honest) -> {
          String includes = request.query().getOrDefault("includes", "");
          boolean asked = Arrays.asList(includes.split(",", -1)).contains("Inventory");
          wire.send(
              asked
                  ? V3Refusal.of(400, "Invalid value (Inventory) for enum(Images, Shop)").reply()
                  : honest.apply(request));
        });
  }

  public static EtsyFault inventoryMissing() {
    return EtsyFault.withoutField("inventory");
  }

  /** A field of an answer that is one record, such as a shop, to a JSON value. */
  public static EtsyFault recordField(String name, String json) {
    return EtsyFault.envelope(record -> record.set(name, Envelopes.value(json)));
  }

  private static EtsyFault shifted(int by, int tooMany) {
    return new EtsyFault(
        (wire, request, honest) -> {
          String offset = request.query().getOrDefault("offset", "0");
          boolean later = offset.matches("[1-9]\\d{0,8}");
          EtsyReply reply =
              honest.apply(
                  later
                      ? request.with("offset", Integer.toString(Integer.parseInt(offset) + by))
                      : request);
          wire.send(
              Envelopes.changed(
                  reply,
                  envelope -> envelope.put("count", envelope.path("count").asInt() + tooMany)));
        });
  }

  private static EtsyReply limit(String error, Duration retryAfter) {
    return V3Refusal.of(429, error)
        .reply()
        .with("retry-after", Long.toString(retryAfter.toSeconds()));
  }
}
