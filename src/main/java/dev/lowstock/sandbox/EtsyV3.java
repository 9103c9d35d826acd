package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers API v3: the consent page, the token endpoint, and the operations behind the app key. */
final class EtsyV3 {

  private static final long APPLICATION_ID = 700_001;

  private final V3Gate gate;
  private final SlidingQuota quota;
  private final TokenDesk desk;
  private final Marketplace marketplace;
  private final ConsentPage consentPage;
  private final ListingAnswers listings;

  EtsyV3(
      EtsyKeys keys, TokenDesk desk, SlidingQuota quota, Marketplace marketplace, Orders orders) {
    this.gate = new V3Gate(desk, keys);
    this.quota = quota;
    this.desk = desk;
    this.marketplace = marketplace;
    this.consentPage = new ConsentPage(desk, marketplace, keys.consumerKey());
    this.listings = new ListingAnswers(gate, marketplace, orders);
  }

  EtsyReply answer(EtsyEndpoint endpoint, EtsyRequest request) {
    if (endpoint == EtsyEndpoint.CONNECT) {
      return consentPage.answer(request);
    }
    EtsyReply reply;
    try {
      reply = endpoint == EtsyEndpoint.TOKEN ? desk.token(request) : counted(endpoint, request);
    } catch (V3Refusal refusal) {
      reply = refusal.reply();
    }
    return reply.with("x-etsy-request-uuid", UUID.randomUUID().toString());
  }

  private EtsyReply counted(EtsyEndpoint endpoint, EtsyRequest request) {
    String key = gate.key(request);
    EtsyReply exceeded = quota.spend(key);
    return exceeded != null ? exceeded : quota.stamped(resource(endpoint, request), key);
  }

  private EtsyReply resource(EtsyEndpoint endpoint, EtsyRequest request) {
    try {
      if (!request.method().equals("GET")) {
        throw V3Refusal.notFound();
      }
      return switch (endpoint) {
        case PING ->
            json(JsonNodeFactory.instance.objectNode().put("application_id", APPLICATION_ID));
        case ME -> me(gate.required(request, "shops_r").shop());
        case SHOP_BY_OWNER -> shopByOwner(request);
        case SHOP -> shop(request, marketplace.shopById(V3Path.id(request, "shops")));
        case LISTINGS_BY_SHOP -> listings.byShop(request);
        case RECEIPT_LISTINGS -> listings.ofReceipt(request);
        case LISTINGS_BATCH -> listings.batch(request);
        case INVENTORY_BATCH -> listings.inventoryBatch(request);
        case LISTING_V3 -> listings.one(request);
        case INVENTORY -> listings.inventory(request);
        default -> throw V3Refusal.notFound();
      };
    } catch (V3Refusal refusal) {
      return refusal.reply();
    }
  }

  private EtsyReply shopByOwner(EtsyRequest request) {
    long sellerId = V3Path.id(request, "users");
    SandboxShop owned =
        marketplace.shops().stream()
            .filter(shop -> shop.sellerId() == sellerId)
            .findFirst()
            .orElse(null);
    return shop(request, owned);
  }

  private EtsyReply shop(EtsyRequest request, @Nullable SandboxShop shop) {
    TokenDesk.Permission unused = gate.carried(request);
    if (shop == null) {
      throw V3Refusal.notFound();
    }
    return json(ShopJson.node(shop));
  }

  private static EtsyReply me(SandboxShop shop) {
    return json(
        JsonNodeFactory.instance
            .objectNode()
            .put("user_id", shop.sellerId())
            .put("shop_id", shop.shopId()));
  }

  private static EtsyReply json(ObjectNode body) {
    return EtsyReply.json(body.toString());
  }
}
