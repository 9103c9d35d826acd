package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Answers {@code GET /v2/users/__SELF__} and {@code GET /v2/listings/:id} (Etsy API v2). */
final class ResourceAnswer {

  private final OAuthDesk desk;
  private final Marketplace marketplace;
  private final String consumerKey;

  ResourceAnswer(OAuthDesk desk, Marketplace marketplace, String consumerKey) {
    this.desk = desk;
    this.marketplace = marketplace;
    this.consumerKey = consumerKey;
  }

  EtsyReply self(EtsyRequest request) {
    SandboxShop shop = desk.granted(request).shop();
    ObjectNode user =
        JsonNodeFactory.instance
            .objectNode()
            .put("user_id", shop.sellerId())
            .put("login_name", shop.loginName())
            .put("creation_tsz", 1_400_000_000)
            .putNull("referred_by_user_id");
    user.putObject("feedback_info").put("count", 12).put("score", 100);
    return EtsyReply.json(ListingJson.envelope("User", user, "user_id", "__SELF__"));
  }

  EtsyReply listing(EtsyRequest request) {
    String id = request.url().getPath().replaceFirst(".*/", "");
    boolean signed = !consumerKey.equals(request.query().get("api_key"));
    OAuthDesk.Grant grant = signed ? desk.granted(request) : null;
    SandboxListing listing = marketplace.listing(Long.parseLong(id));
    if (listing == null || listing.state().equals("removed")) {
      return EtsyReply.text(404, "Listing not found for listing_id: " + id);
    }
    List<String> skus = grant == null ? List.of() : skus(grant, listing);
    ObjectNode node = ListingJson.node(listing.facts(skus));
    return EtsyReply.json(ListingJson.envelope("Listing", node, "listing_id", id));
  }

  private static List<String> skus(OAuthDesk.Grant grant, SandboxListing listing) {
    boolean may = listing.shop() == grant.shop() && grant.scope().contains("listings_r");
    return may ? listing.skus() : List.of();
  }
}
