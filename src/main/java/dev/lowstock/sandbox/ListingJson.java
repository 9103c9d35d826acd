package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** A listing as v2 told it, about 2 KB; {@code sku} only where there is one to show. */
public final class ListingJson {

  /** What differs between listings; everything else is the same example. */
  public record Facts(
      long listingId,
      String state,
      String title,
      int quantity,
      List<String> skus,
      long sellerId,
      long shopId,
      String shopName,
      Instant createdAt,
      Instant changedAt) {}

  static final String DESCRIPTION =
      "Each piece is thrown on the wheel, dried slowly and fired twice, so no two are quite the"
          + " same.\n\nHolds about 350 ml. Dishwasher safe, though it&#39;s happier washed by hand."
          + " Glazed inside &amp; out with a food-safe glaze mixed in our own studio.\n\nPosted"
          + " within three days, well wrapped in recycled paper. If anything arrives broken, send a"
          + " photo and we&#39;ll make it good.";

  private ListingJson() {}

  public static String of(Facts facts) {
    return node(facts).toString();
  }

  public static ObjectNode node(Facts facts) {
    long changed = facts.changedAt().getEpochSecond();
    long created = facts.createdAt().getEpochSecond();
    ObjectNode listing = JsonNodeFactory.instance.objectNode();
    listing
        .put("listing_id", facts.listingId())
        .put("state", facts.state())
        .put("user_id", facts.sellerId())
        .putNull("category_id")
        .put("title", facts.title())
        .put("description", DESCRIPTION)
        .put("creation_tsz", created)
        .put("ending_tsz", created + 120L * 86_400)
        .put("original_creation_tsz", created)
        .put("last_modified_tsz", changed)
        .put("state_tsz", changed)
        .put("price", "15.00")
        .put("currency_code", "USD")
        .put("quantity", facts.quantity());
    if (!facts.skus().isEmpty()) {
      facts.skus().forEach(listing.putArray("sku")::add);
    }
    listing.putArray("tags").add("stoneware").add("handmade").add("blue").add("gift");
    listing.putArray("materials").add("stoneware clay").add("glaze");
    listing.putArray("style").add("Rustic");
    listing
        .put("taxonomy_id", 1062)
        .put("suggested_taxonomy_id", 1062)
        .putNull("shop_section_id")
        .putNull("featured_rank")
        .put("url", "https://www.etsy.com/listing/" + facts.listingId() + "/sandbox")
        .put("views", 42)
        .put("num_favorers", 7)
        .put("shipping_template_id", 5_500_001)
        .put("processing_min", 1)
        .put("processing_max", 3)
        .put("who_made", "i_did")
        .put("is_supply", "false")
        .put("when_made", "made_to_order")
        .put("is_private", false)
        .putNull("recipient")
        .putNull("occasion")
        .put("non_taxable", false)
        .put("is_customizable", false)
        .put("is_digital", false)
        .put("file_data", "")
        .put("can_write_inventory", true)
        .put("has_variations", facts.skus().size() > 1)
        .put("should_auto_renew", false)
        .put("language", "en-US");
    listing.putArray("Images").add(image(facts.listingId()));
    listing.set("Shop", shop(facts));
    return listing;
  }

  /** The envelope of an answer with one record. */
  public static String envelope(String type, ObjectNode result, String parameter, String value) {
    ObjectNode envelope = new ObjectMapper().createObjectNode().put("count", 1);
    envelope.putArray("results").add(result);
    envelope.putObject("params").put(parameter, value);
    return envelope.put("type", type).toString();
  }

  private static ObjectNode image(long listingId) {
    String address = "https://i.etsystatic.com/sandbox/" + listingId + "/il_";
    return JsonNodeFactory.instance
        .objectNode()
        .put("listing_image_id", listingId + 1)
        .put("hex_code", "2F4F7F")
        .put("rank", 1)
        .put("url_75x75", address + "75x75.jpg")
        .put("url_170x135", address + "170x135.jpg")
        .put("url_570xN", address + "570xN.jpg")
        .put("url_fullxfull", address + "fullxfull.jpg");
  }

  private static ObjectNode shop(Facts facts) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("shop_id", facts.shopId())
        .put("shop_name", facts.shopName())
        .put("user_id", facts.sellerId())
        .put("title", "Things made by hand")
        .put("url", "https://www.etsy.com/shop/" + facts.shopName())
        .put("currency_code", "USD")
        .put("is_vacation", facts.state().equals("vacation"))
        .put("listing_active_count", 12)
        .put("login_name", facts.shopName());
  }
}
