package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers the operations of v3 that read listings; refuses with {@link V3Refusal}. */
final class ListingAnswers {

  private static final Set<String> INVENTORY = Set.of("Inventory");

  private final V3Gate gate;
  private final Marketplace marketplace;
  private final Orders orders;

  ListingAnswers(V3Gate gate, Marketplace marketplace, Orders orders) {
    this.gate = gate;
    this.marketplace = marketplace;
    this.orders = orders;
  }

  /** getListingsByShop. */
  EtsyReply byShop(EtsyRequest request) {
    SandboxShop shop = owned(request, "listings_r");
    V3Query query = new V3Query(request);
    String state = query.state();
    Set<String> includes = query.includesByShop();
    List<ListingSnapshot> found =
        shop.listings().stream()
            .map(SandboxListing::snapshot)
            .filter(listing -> listing.state().equals(state))
            .sorted(order(query))
            .toList();
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    page(found, query).forEach(each -> page.add(ListingV3Json.node(each, true, includes)));
    return results(found.size(), page);
  }

  /** getListingsByListingIds: what others may not see is left out. */
  EtsyReply batch(EtsyRequest request) {
    SandboxShop reader = gate.reader(request);
    V3Query query = new V3Query(request);
    Set<String> includes = query.includes();
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    for (long id : query.listingIds()) {
      ListingSnapshot listing = existing(id);
      boolean owner = listing.shop() == reader;
      if (owner || listing.isActive()) {
        results.add(ListingV3Json.node(listing, owner, includes));
      }
    }
    return results(results.size(), results);
  }

  /** getListingsInventoryByListingIds: one listing that cannot be read makes all of it 404. */
  EtsyReply inventoryBatch(EtsyRequest request) {
    SandboxShop reader = gate.required(request, "listings_r").shop();
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    for (long id : new V3Query(request).listingIds()) {
      ListingSnapshot listing = visible(id, reader);
      results.add(ListingV3Json.node(listing, listing.shop() == reader, INVENTORY));
    }
    return results(results.size(), results);
  }

  /** getListing. */
  EtsyReply one(EtsyRequest request) {
    SandboxShop reader = gate.reader(request);
    Set<String> includes = new V3Query(request).includes();
    ListingSnapshot listing = visible(V3Path.id(request, "listings"), reader);
    return json(ListingV3Json.node(listing, listing.shop() == reader, includes));
  }

  /** getListingInventory. */
  EtsyReply inventory(EtsyRequest request) {
    SandboxShop reader = gate.required(request, "listings_r").shop();
    ListingSnapshot listing = visible(V3Path.id(request, "listings"), reader);
    return json(
        listing.hasInventory()
            ? InventoryJson.node(listing, listing.shop() == reader)
            : InventoryJson.none());
  }

  /** getListingsByShopReceipt. */
  EtsyReply ofReceipt(EtsyRequest request) {
    SandboxShop shop = owned(request, "transactions_r");
    Orders.Receipt receipt = orders.receipt(V3Path.id(request, "receipts"));
    if (receipt == null || receipt.shop() != shop) {
      throw V3Refusal.notFound();
    }
    List<ListingSnapshot> sold = receipt.listings().stream().map(SandboxListing::snapshot).toList();
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    page(sold, new V3Query(request)).forEach(each -> page.add(ListingV3Json.plain(each)));
    return results(sold.size(), page);
  }

  private SandboxShop owned(EtsyRequest request, String scope) {
    SandboxShop owner = gate.required(request, scope).shop();
    SandboxShop shop = marketplace.shopById(V3Path.id(request, "shops"));
    if (shop == null) {
      throw V3Refusal.notFound();
    }
    if (shop != owner) {
      throw V3Refusal.of(403, "User does not own Shop " + shop.shopId());
    }
    return shop;
  }

  /** What the owner sees in any state, and everybody else only while it is for sale. */
  private ListingSnapshot visible(long id, @Nullable SandboxShop reader) {
    ListingSnapshot listing = existing(id);
    if (listing.shop() != reader && !listing.isActive()) {
      throw V3Refusal.notFound();
    }
    return listing;
  }

  private ListingSnapshot existing(long id) {
    SandboxListing listing = marketplace.listing(id);
    if (listing == null || listing.state().equals("removed")) {
      throw V3Refusal.notFound();
    }
    return listing.snapshot();
  }

  private static Comparator<ListingSnapshot> order(V3Query query) {
    Comparator<ListingSnapshot> order = Comparator.comparingLong(ListingSnapshot::id);
    if (query.sortedOn().equals("updated")) {
      order = Comparator.comparing(ListingSnapshot::changedAt).thenComparing(order);
    }
    return query.isAscending() ? order : order.reversed();
  }

  private static List<ListingSnapshot> page(List<ListingSnapshot> found, V3Query query) {
    int start = Math.min(query.offset(), found.size());
    return found.subList(start, Math.min(start + query.limit(), found.size()));
  }

  private static EtsyReply results(int count, ArrayNode results) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode().put("count", count);
    envelope.set("results", results);
    return json(envelope);
  }

  private static EtsyReply json(ObjectNode body) {
    return EtsyReply.json(body.toString());
  }
}
