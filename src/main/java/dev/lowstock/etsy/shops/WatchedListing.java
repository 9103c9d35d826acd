package dev.lowstock.etsy.shops;

import dev.lowstock.planner.SaleRate;
import dev.lowstock.stock.SeenListing;
import java.time.Instant;

/**
 * What the database knows of a listing.
 *
 * @param seen what was last recorded of it
 * @param rate how often it sells
 * @param seenAt when it was last seen to be so
 * @param inSweeps true when it is due for a sweep at some time
 * @param suspected true when a sweep saw that it may have crossed a line
 */
record WatchedListing(
    SeenListing seen, SaleRate rate, Instant seenAt, boolean inSweeps, boolean suspected) {}
