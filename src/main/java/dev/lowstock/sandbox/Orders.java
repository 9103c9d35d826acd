package dev.lowstock.sandbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The receipts of what was sold. Thread-safe. */
final class Orders {

  record Receipt(long id, SandboxShop shop, List<SandboxListing> listings) {}

  private final Map<Long, Receipt> receipts = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong(3_000_000_000L);

  Receipt paid(SandboxShop shop, List<SandboxListing> listings) {
    Receipt receipt = new Receipt(ids.incrementAndGet(), shop, List.copyOf(listings));
    receipts.put(receipt.id(), receipt);
    return receipt;
  }

  @Nullable Receipt receipt(long id) {
    return receipts.get(id);
  }
}
