package dev.lowstock.etsy.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.etsy.CallTimeLimit;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.store.Database;
import dev.lowstock.store.StockRows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a reading of the feed does when Etsy fails, and when it has to end: waits take no time. */
class FeedReadingTest {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final List<Long> waits = new ArrayList<>();
  private final List<String> stops = new ArrayList<>();
  private final FeedPlace place = new FeedPlace(Clock.systemUTC());
  private SandboxEtsy etsy;
  private Database database;
  private long begin;

  @BeforeEach
  void feedThatWasLeftAMinuteAgo(@TempDir Path folder) throws Exception {
    etsy = SandboxEtsy.start();
    database = Database.openFile(folder.resolve("lowstock"));
    begin = place.now() - 60;
    new FeedRows(database, "this node").start(begin);
    knowsKey(etsy.keys().feedsKey());
    // As in application.properties.
    camel.getComponent("http", HttpComponent.class).setAutomaticRetriesDisabled(true);
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    database.close();
    etsy.close();
  }

  @Test
  void feedThatFailsIsAskedAgainAfterOneTwoFourUpToThirtySecondsForEver() throws Exception {
    etsy.breaks(EtsyEndpoint.FEED, EtsyFault.status(503, "away"));

    readFor(Duration.ofHours(1));

    assertThat(waits).startsWith(1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L);
    assertThat(waits.subList(5, waits.size())).containsOnly(30_000L);
    assertThat(etsy.count(EtsyEndpoint.FEED)).isEqualTo(124);
    assertThat(cursor()).as("the place is kept").isEqualTo(begin);

    etsy.heals();
    readFor(Duration.ofHours(1));

    assertThat(cursor()).isGreaterThanOrEqualTo(begin + 60);
  }

  @Test
  void keyThatWasNeverAcceptedStopsTheProgramAfterThreeTries() throws Exception {
    knowsKey("wrong");

    readFor(Duration.ofHours(1));

    assertThat(etsy.count(EtsyEndpoint.FEED)).isEqualTo(3);
    assertThat(waits).containsExactly(500L, 500L);
    assertThat(stops).singleElement().asString().contains("check ETSY_FEEDS_KEY");
  }

  @Test
  void keyThatWasAcceptedBeforeIsTriedOn() throws Exception {
    place.answeredAt(null);
    knowsKey("wrong");

    readFor(Duration.ofSeconds(20));

    assertThat(waits).containsExactly(1000L, 2000L, 4000L, 8000L, 16_000L);
    assertThat(stops).isEmpty();
  }

  @Test
  void readingThatHasToEndAsksForNoMorePages() throws Exception {
    reading().read(millis -> true, (page, noticed) -> {});

    assertThat(etsy.count(EtsyEndpoint.FEED)).isZero();
    assertThat(cursor()).isEqualTo(begin);
  }

  @Test
  void feedThatAnotherNodeReadsIsLeftToIt() throws Exception {
    assertThat(new FeedRows(database, "another node").claim()).isTrue();

    readFor(Duration.ofHours(1));

    assertThat(etsy.count(EtsyEndpoint.FEED)).isZero();
    assertThat(waits).isEmpty();
  }

  /** Reads until all is read, or the waits have come to so much. */
  private void readFor(Duration time) throws InterruptedException {
    waits.clear();
    reading()
        .read(
            millis -> {
              if (millis > 0) {
                waits.add(millis);
              }
              return waits.stream().mapToLong(Long::longValue).sum() >= time.toMillis();
            },
            (page, noticed) -> {});
  }

  private FeedReading reading() {
    EtsyMeters meters = new EtsyMeters(new SimpleMeterRegistry(), InstantSource.system());
    return new FeedReading(
        database,
        new FeedReading.Parts(
            place,
            new FeedRows(database, "this node"),
            new FeedCalls(() -> camel, etsy.url().toString(), place, meters),
            () -> 0,
            new StockRows(database),
            stops::add));
  }

  private void knowsKey(String key) {
    camel.getRegistry().bind("feedsKey", new FeedsKey(key, new CallTimeLimit(LONGEST_CALL)));
  }

  private long cursor() {
    Long since =
        new JdbcTemplate(database.dataSource())
            .queryForObject("SELECT since_tsz FROM feed_cursor", Long.class);
    return since == null ? 0 : since;
  }
}
