package dev.lowstock.etsy.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.lowstock.etsy.webhook.WebhookRefused.Reason;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is delivered to the webhook endpoint: {@code {"event_type", "resource_url",
 * "shop_id"}}, once its signature is right (Etsy API v3, webhooks). Thread-safe.
 */
public final class WebhookReader {
  /** Etsy's are flat; deeper ones are sent to exhaust the reader. */
  private static final int DEEPEST = 20;

  /** Printable ASCII, as long as the column that keeps it. */
  private static final String ID = "[!-~]{1,255}";

  private static final String TYPE = "[a-z0-9._]{1,80}";

  private static final ObjectReader JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final WebhookSignature signature;
  private final URI etsy;

  /**
   * Reads for one endpoint.
   *
   * @param etsyApiUrl where this program calls Etsy: one of the addresses that an event may name
   */
  public WebhookReader(WebhookSignature signature, String etsyApiUrl) {
    this.signature = signature;
    this.etsy = URI.create(etsyApiUrl);
  }

  /**
   * The event of a delivery.
   *
   * @param id header {@code webhook-id}: text, or something else when it is missing or repeated
   * @param timestamp header {@code webhook-timestamp}, likewise
   * @param signatures header {@code webhook-signature}, likewise
   * @throws WebhookRefused when it is not signed by Etsy, too old, or not as Etsy describes it
   */
  public WebhookEvent read(
      @Nullable Object id,
      @Nullable Object timestamp,
      @Nullable Object signatures,
      byte @Nullable [] body) {
    String webhookId = once("webhook-id", id);
    byte[] bytes = body == null ? new byte[0] : body;
    if (!webhookId.matches(ID)) {
      throw malformed("webhook-id is no id");
    }
    signature.require(
        webhookId,
        once("webhook-timestamp", timestamp),
        once("webhook-signature", signatures),
        bytes);
    return event(webhookId, json(bytes));
  }

  private static String once(String header, @Nullable Object value) {
    if (value == null) {
      throw malformed("there is no " + header);
    }
    if (!(value instanceof String text)) {
      throw malformed("there is more than one " + header);
    }
    return text;
  }

  private static JsonNode json(byte[] body) {
    try {
      // Jackson itself would also take other encodings than UTF-8.
      JsonNode json =
          JSON.readTree(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
      if (json.isObject()) {
        return json;
      }
      throw malformed("the body is no JSON object");
    } catch (CharacterCodingException e) {
      throw malformed("the body is not UTF-8");
    } catch (JsonProcessingException e) {
      throw malformed("the body is no JSON that Etsy would send");
    }
  }

  private WebhookEvent event(String id, JsonNode json) {
    String type = json.path("event_type").asText("");
    if (!json.path("event_type").isTextual() || !type.matches(TYPE)) {
      throw malformed("event_type is missing or no type");
    }
    WebhookResource resource = resource(json.path("resource_url"));
    Long shop = shop(json.path("shop_id"));
    if (shop != null && resource.shopId() != null && !shop.equals(resource.shopId())) {
      throw malformed("shop_id and resource_url name different shops");
    }
    if (shop == null) {
      shop = resource.shopId();
    }
    if (shop == null && resource.listingId() == null) {
      throw malformed("no shop is named");
    }
    return new WebhookEvent(id, type, shop, resource.listingId(), resource.receiptId());
  }

  private WebhookResource resource(JsonNode url) {
    if (url.isMissingNode() || url.isNull()) {
      return WebhookResource.NONE;
    }
    if (!url.isTextual()) {
      throw malformed("resource_url is no text");
    }
    return WebhookResource.read(url.textValue(), etsy);
  }

  /** A number in Etsy's documents, text in what others saw. */
  private static @Nullable Long shop(JsonNode id) {
    if (id.isMissingNode() || id.isNull()) {
      return null;
    }
    Long shop =
        id.isTextual() || id.isIntegralNumber() ? WebhookResource.id(id.asText().strip()) : null;
    if (shop == null) {
      throw malformed("shop_id is no id");
    }
    return shop;
  }

  private static WebhookRefused malformed(String why) {
    return new WebhookRefused(Reason.MALFORMED, why);
  }
}
