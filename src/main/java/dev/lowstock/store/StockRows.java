package dev.lowstock.store;

import static java.util.Objects.requireNonNull;

import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Noticed;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.StockEvent;
import dev.lowstock.stock.StockWatch;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Keeps the last state of listings and the events in it, in the transaction of the calling thread,
 * which is that of their source: nothing noticed can be lost. Thread-safe.
 */
public final class StockRows {
  private static final Logger LOG = LoggerFactory.getLogger(StockRows.class);

  private final Statements database;
  private final Batches batches;
  private final StockWatch watch = new StockWatch();
  private final OfferingJson offeringJson = new OfferingJson();

  /** Reads and writes a database. */
  public StockRows(Database database) {
    this.database = database.statements();
    this.batches = new Batches(database);
  }

  /** Those of the sellers of a page of whom somebody wants to hear. */
  public Set<Long> watchedSellers(Collection<Listing> page) {
    Set<Long> sellers = watch.sellersOf(page);
    return sellers.isEmpty()
        ? Set.of()
        : Set.copyOf(
            database.queryForList(
                "select-watched-sellers", Map.of("sellers", new Numbers(sellers)), Long.class));
  }

  /** What is news in a page of a feed of changes, of sellers of whom somebody wants to hear. */
  public Noticed noticed(List<Listing> page) {
    Set<Long> watched = watchedSellers(page);
    return watched.isEmpty()
        ? new Noticed(List.of(), List.of())
        : watch.noticed(page, watch.news(page), watched);
  }

  /**
   * Keeps listings and their products in place of what was known, and events that are new.
   *
   * @return the events that are new
   */
  public List<StockEvent> record(Noticed noticed) {
    batches.update("keep-listing", noticed.listings(), StockRows::row);
    batches.update("keep-shop-name", shopNames(noticed.listings()).entrySet(), StockRows::nameRow);
    keepOfferings(noticed.listings());
    List<StockEvent> recorded =
        batches.update("record-stock-event", noticed.events(), this::eventRow);
    batches.update(
        "end-mutes-until-back",
        back(noticed.listings(), recorded),
        listing -> new MapSqlParameterSource("listing", listing));
    batches.update(
        "want-edits",
        noticed.listings().stream().map(Listing::listingId).sorted().toList(),
        listing -> new MapSqlParameterSource("listing", listing));
    for (StockEvent event : recorded) {
      LOG.info(
          "Noticed: listing {} of seller {}, {}",
          event.listingId(),
          event.sellerId(),
          event.kind());
    }
    return recorded;
  }

  /** What has come back into stock need not be news: it may have been edited in between. */
  private static Set<Long> back(List<Listing> listings, List<StockEvent> events) {
    Set<Long> back = new LinkedHashSet<>();
    listings.stream()
        .filter(StockRows::isAllInStock)
        .forEach(listing -> back.add(listing.listingId()));
    events.stream()
        .filter(event -> event.kind().equals(StockEvent.RESTOCKED))
        .forEach(event -> back.add(event.listingId()));
    return back;
  }

  private static boolean isAllInStock(Listing listing) {
    List<Offering> offerings = listing.offerings();
    return listing.isForSale()
        && !Objects.equals(listing.quantity(), 0)
        && offerings != null
        && offerings.stream().noneMatch(offering -> Objects.equals(offering.quantity(), 0));
  }

  private void keepOfferings(List<Listing> listings) {
    List<Listing> told = listings.stream().filter(each -> each.offerings() != null).toList();
    batches.update(
        "forget-offerings",
        told,
        listing -> new MapSqlParameterSource("listingId", listing.listingId()));
    List<Product> products =
        told.stream()
            .flatMap(
                listing ->
                    requireNonNull(listing.offerings()).stream()
                        .map(offering -> new Product(listing.listingId(), offering)))
            .toList();
    batches.update("keep-offering", products, StockRows::productRow);
  }

  private record Product(long listingId, Offering offering) {}

  /** Of each seller the name that was told last. */
  private static Map<Long, String> shopNames(List<Listing> listings) {
    Map<Long, String> names = new HashMap<>();
    for (Listing listing : listings) {
      if (listing.shopName() != null) {
        names.put(listing.sellerId(), listing.shopName());
      }
    }
    return names;
  }

  private static SqlParameterSource nameRow(Map.Entry<Long, String> name) {
    return new MapSqlParameterSource("sellerId", name.getKey())
        .addValue("shopName", name.getValue());
  }

  private static SqlParameterSource row(Listing listing) {
    return new MapSqlParameterSource()
        .addValue("listingId", listing.listingId(), Types.BIGINT)
        .addValue("sellerId", listing.sellerId(), Types.BIGINT)
        .addValue("state", listing.state(), Types.VARCHAR)
        .addValue("title", listing.title(), Types.VARCHAR)
        .addValue("url", listing.url(), Types.VARCHAR)
        .addValue("quantity", listing.quantity(), Types.INTEGER)
        .addValue("changedAt", listing.changedAt(), Types.BIGINT)
        .addValue("updatedAt", listing.updatedAt(), Types.BIGINT);
  }

  private static SqlParameterSource productRow(Product product) {
    Offering offering = product.offering();
    return new MapSqlParameterSource()
        .addValue("listingId", product.listingId(), Types.BIGINT)
        .addValue("productId", offering.productId(), Types.BIGINT)
        .addValue("variation", offering.variation(), Types.BIGINT)
        .addValue("sku", offering.sku(), Types.VARCHAR)
        .addValue("name", offering.name(), Types.VARCHAR)
        .addValue("quantity", offering.quantity(), Types.INTEGER)
        .addValue("mostSeen", offering.mostSeen(), Types.INTEGER)
        .addValue("hidden", offering.hidden(), Types.INTEGER);
  }

  private SqlParameterSource eventRow(StockEvent event) {
    return new MapSqlParameterSource()
        .addValue("eventKey", event.eventKey(), Types.VARCHAR)
        .addValue("kind", event.kind(), Types.VARCHAR)
        .addValue("listingId", event.listingId(), Types.BIGINT)
        .addValue("sellerId", event.sellerId(), Types.BIGINT)
        .addValue("title", event.title(), Types.VARCHAR)
        .addValue("shopName", event.shopName(), Types.VARCHAR)
        .addValue("url", event.url(), Types.VARCHAR)
        .addValue("sectionId", event.sectionId(), Types.BIGINT)
        .addValue("quantity", event.quantity(), Types.INTEGER)
        .addValue("quantityBefore", event.quantityBefore(), Types.INTEGER)
        .addValue("skus", offeringJson.skuLines(event), Types.VARCHAR)
        .addValue("offerings", offeringJson.write(event.offerings()), Types.VARCHAR);
  }
}
