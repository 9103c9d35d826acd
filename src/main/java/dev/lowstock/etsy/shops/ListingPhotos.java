package dev.lowstock.etsy.shops;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.api.EtsyAnswer;
import dev.lowstock.etsy.api.EtsyCall;
import dev.lowstock.etsy.api.EtsyQuota;
import dev.lowstock.etsy.api.SellerCalls;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the first photo of a listing is, for somebody who waits: asked of Etsy with little
 * patience, and not while calls are scarce. An answer that comes too late is there the next time,
 * and counts for an hour; none counts for a minute after Etsy failed. Thread-safe.
 */
public final class ListingPhotos {
  private static final Logger LOG = LoggerFactory.getLogger(ListingPhotos.class);

  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration KEPT_FAILED = Duration.ofMinutes(1);
  private static final int MOST_KEPT = 1000;
  private static final int AT_A_TIME = 4;

  /** Where Etsy has its photos; Telegram fetches it. */
  private static final Pattern PHOTO =
      Pattern.compile("https://i\\.etsystatic\\.com/[A-Za-z0-9._/-]{1,400}");

  private final SellerCalls calls;
  private final EtsyQuota quota;
  private final InstantSource steady;
  private final Supplier<Duration> patience;
  private final Map<Long, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seen> eldest) {
          return size() > MOST_KEPT;
        }
      };
  private final ExecutorService asking =
      new ThreadPoolExecutor(
          0, AT_A_TIME, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), ListingPhotos::thread);

  private record Seen(Optional<String> photo, Instant until) {}

  /**
   * Asks by these calls.
   *
   * @param patience how long somebody waits for an answer
   */
  public ListingPhotos(
      SellerCalls calls, EtsyQuota quota, InstantSource steady, Supplier<Duration> patience) {
    this.calls = calls;
    this.quota = quota;
    this.steady = steady;
    this.patience = patience;
  }

  /** The address of its first photo; nothing when it has none, or Etsy does not say it in time. */
  public Optional<String> first(long sellerId, long listingId) {
    Optional<Seen> known = known(listingId);
    if (known.isPresent() || !quota.allowsLooks()) {
      return known.flatMap(Seen::photo);
    }
    try {
      return asking
          .submit(() -> ask(sellerId, listingId))
          .get(patience.get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.debug("Listing {}: no photo: {}", listingId, e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<String> ask(long sellerId, long listingId) {
    try {
      EtsyAnswer answer =
          calls.make(
              EtsyCall.get(
                  "getListing", "/v3/application/listings/" + listingId, "includes=Images"),
              sellerId);
      String url = answer.json().path("images").path(0).path("url_570xN").asText();
      return keep(listingId, Optional.of(url).filter(PHOTO.asMatchPredicate()), KEPT);
    } catch (EtsyFailure | IOException failed) {
      // The looks at the shop find out, and tell.
      LOG.debug("Listing {}: no photo: {}", listingId, failed.getMessage());
      return keep(listingId, Optional.empty(), KEPT_FAILED);
    }
  }

  private Optional<String> keep(long listingId, Optional<String> photo, Duration time) {
    synchronized (seen) {
      seen.put(listingId, new Seen(photo, steady.instant().plus(time)));
    }
    return photo;
  }

  private Optional<Seen> known(long listingId) {
    synchronized (seen) {
      return Optional.ofNullable(seen.get(listingId))
          .filter(one -> one.until().isAfter(steady.instant()));
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "listing-photo");
    thread.setDaemon(true);
    return thread;
  }
}
