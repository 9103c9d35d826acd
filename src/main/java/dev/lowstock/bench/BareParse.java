package dev.lowstock.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What parsing alone costs: the pages into records by Jackson, with nothing around it. */
final class BareParse {
  /** Only what the bot keeps of a listing. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Entry(
      @JsonProperty("listing_id") long listingId,
      @JsonProperty("user_id") long sellerId,
      @JsonProperty("state") String state,
      @JsonProperty("title") String title,
      @JsonProperty("url") String url,
      @JsonProperty("last_modified_tsz") long changedAt,
      @JsonProperty("shop_section_id") @Nullable Long sectionId,
      @JsonProperty("quantity") int quantity,
      @JsonProperty("Shop") Shop shop) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Shop(@JsonProperty("shop_name") String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Page(@JsonProperty("results") List<Entry> results) {}

  private static final int DIFFERENT = 20;

  private final ObjectMapper mapper = new ObjectMapper();
  private final FeedPages pages;

  BareParse(FeedPages pages) {
    this.pages = pages;
  }

  /** The CPU time of this process for parsing so many pages, once warm. */
  Duration cpu(int warmUp, int count) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    List<byte[]> ready = IntStream.range(0, DIFFERENT).mapToObj(pages::page).toList();
    parse(ready, warmUp);
    // Taken once around all of them: some systems count CPU time in steps of 10 ms.
    long before = system.getProcessCpuTime();
    parse(ready, count);
    return Duration.ofNanos(system.getProcessCpuTime() - before);
  }

  private void parse(List<byte[]> ready, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      parse(ready.get(i % ready.size()));
    }
  }

  private void parse(byte[] page) throws IOException {
    int entries = mapper.readValue(page, Page.class).results().size();
    if (entries != FeedPages.ENTRIES) {
      throw new IOException("a page of " + entries + " entries");
    }
  }
}
