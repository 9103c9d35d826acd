package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.hsqldb.jdbc.JDBCDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** How rows come to a route and are settled, with a table that is a list. */
final class ClaimConsumerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** So long that nothing in a test happens by it. */
  private static final Duration NEVER = Duration.ofHours(1);

  private final Table table = new Table();
  private final WakeSignal signal = new WakeSignal();
  private final AtomicBoolean usable = new AtomicBoolean(true);
  private final DatabaseAway away = new DatabaseAway(System::nanoTime);
  private final ExecutorService stopper = Executors.newSingleThreadExecutor();
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @AfterEach
  void close() throws IOException {
    stopper.shutdownNow();
    camel.close();
  }

  @Test
  void rowThatIsThereWhenWokenIsDealtWithAtOnce() throws Exception {
    // given
    start(4, NEVER, row -> {});
    table.awaitClaims(1);

    // when
    table.due.add("mug");
    signal.send();

    // then
    table.awaitSettled("mug: well");
  }

  @Test
  void rowThatNobodyWokeForIsFoundWithinAPeriod() throws Exception {
    start(4, Duration.ofMillis(50), row -> {});
    table.awaitClaims(2);

    table.due.add("mug");

    table.awaitSettled("mug: well");
  }

  @Test
  void rowsThatWereJustWrittenAreDealtWithOnceTheyAreCommitted() throws Exception {
    // given
    table.showsAllDue = true;
    start(4, NEVER, row -> {});
    table.awaitClaims(1);
    awaitRest();

    // when
    inTransaction(
        status -> {
          assertThat(table.consumer().takeWritten(2, table.writes("mug", "lamp"))).isEqualTo(2);
          assertThat(table.settled).isEmpty();
        });

    // then
    table.awaitSettled("mug: well", "lamp: well");
    assertThat(table.claims).hasValue(1);
    await().atMost(PATIENCE).until(() -> table.ended.size() == 2);
  }

  @Test
  void rowWantedWhileItIsInHandIsClaimedOnceThatIsOver() throws Exception {
    // given
    table.showsAllDue = true;
    table.mayBeWantedInHand = true;
    CountDownLatch wanted = new CountDownLatch(1);
    start(2, NEVER, row -> wanted.await());
    table.awaitClaims(1);
    awaitRest();
    inTransaction(status -> table.consumer().takeWritten(1, table.writes("mug")));

    // when
    table.wanted.add("mug again");
    wanted.countDown();

    // then nothing else is asked for
    table.awaitSettled("mug: well", "mug again: well");
    assertThat(table.claims).hasValue(1);
  }

  @Test
  void rowsThatAreDueAreClaimedOnceAPeriodWhileOthersAreWantedInHand() throws Exception {
    // given
    table.showsAllDue = true;
    table.mayBeWantedInHand = true;
    table.wantedAgainAndAgain = true;
    start(2, Duration.ofMillis(20), row -> {});

    // when
    table.due.add("mug");
    table.awaitSettled("mug: well");
    table.due.add("lamp");

    // then
    table.awaitSettled("lamp: well");
  }

  @Test
  void whoWakesItWhileOthersAreWantedInHandIsHeardEachTime() throws Exception {
    // given
    table.showsAllDue = true;
    table.mayBeWantedInHand = true;
    table.wantedAgainAndAgain = true;
    start(2, NEVER, row -> {});

    for (int mug = 0; mug < 5_000; mug++) {
      // when
      table.due.add("mug");
      signal.send();

      // then
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!table.due.isEmpty()) {
        assertThat(System.nanoTime()).as("claimed in time").isLessThan(end);
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void rowsWhoseTransactionIsRolledBackAreNobodys() throws Exception {
    // given
    table.showsAllDue = true;
    start(1, NEVER, row -> {});
    table.awaitClaims(1);
    awaitRest();

    // when
    inTransaction(
        status -> {
          table.consumer().takeWritten(1, table.writes("mug"));
          status.setRollbackOnly();
        });
    assertThatThrownBy(
            () ->
                inTransaction(
                    status ->
                        table
                            .consumer()
                            .takeWritten(
                                1,
                                (claimed, most) -> {
                                  table.writes("lamp").accept(claimed, most);
                                  throw new IllegalStateException("cannot be written");
                                })))
        .hasMessage("cannot be written");

    // then the worker is free for the next
    inTransaction(status -> table.consumer().takeWritten(1, table.writes("vase")));
    table.awaitSettled("vase: well");
    assertThat(table.settled).hasSize(1);
    assertThat(table.ended).contains("lease of mug", "lease of lamp");
  }

  @Test
  void rowsThatTheDiskDidNotTakeAreDealtWithByNobody() throws Exception {
    // given
    table.showsAllDue = true;
    start(1, NEVER, row -> {});
    table.awaitClaims(1);
    awaitRest();

    // when
    usable.set(false);
    inTransaction(status -> table.consumer().takeWritten(1, table.writes("mug")));
    await().atMost(PATIENCE).until(() -> table.ended.contains("lease of mug"));

    // then
    usable.set(true);
    inTransaction(status -> table.consumer().takeWritten(1, table.writes("vase")));
    table.awaitSettled("vase: well");
    assertThat(table.settled).hasSize(1);
  }

  @Test
  void rowsOfAnotherThreadsTransactionAreAskedForOnceItIsCommitted() throws Exception {
    // given
    table.showsAllDue = true;
    start(1, NEVER, row -> {});
    table.awaitClaims(1);
    awaitRest();

    // when
    AtomicInteger taken = new AtomicInteger(-1);
    inTransaction(
        status ->
            CompletableFuture.runAsync(
                    Transacted.carry(
                        () -> taken.set(table.consumer().takeWritten(1, table.writes("mug"))),
                        () -> {}),
                    stopper)
                .join());

    // then
    assertThat(taken).hasValue(0);
  }

  @Test
  void rowsThatWereJustWrittenWaitBehindThoseThatMayBeDue() throws Exception {
    // given two that are due, and one worker
    table.showsAllDue = true;
    Semaphore go = new Semaphore(0);
    table.due.addAll(List.of("mug", "lamp"));
    start(1, NEVER, row -> go.acquire());
    await().atMost(PATIENCE).until(() -> table.claimed.size() == 1);

    // when
    inTransaction(
        status -> assertThat(table.consumer().takeWritten(1, table.writes("vase"))).isZero());

    // then
    go.release(2);
    table.awaitSettled("mug: well", "lamp: well");
  }

  @Test
  void noClaimFollowsOneThatHasShownAllThatIsDue() throws Exception {
    // given
    table.showsAllDue = true;
    start(4, NEVER, row -> {});
    table.awaitClaims(1);
    awaitRest();

    // when
    table.due.add("mug");
    signal.send();
    table.awaitSettled("mug: well");
    await().atMost(PATIENCE).until(() -> !table.ended.isEmpty());

    // then
    await().during(Duration.ofMillis(200)).until(() -> table.claims.get() == 2);
  }

  @Test
  void noMoreAreInHandThanWorkersAndTheOthersFollow() throws Exception {
    // given
    Semaphore go = new Semaphore(0);
    AtomicInteger inHand = new AtomicInteger();
    AtomicInteger mostInHand = new AtomicInteger();
    IntStream.range(0, 20).forEach(i -> table.due.add("row " + i));

    // when
    start(
        3,
        NEVER,
        row -> {
          mostInHand.accumulateAndGet(inHand.incrementAndGet(), Math::max);
          go.acquire();
          inHand.decrementAndGet();
        });
    await().atMost(PATIENCE).until(() -> inHand.get() == 3);

    // then none is claimed that nobody could deal with
    assertThat(table.claimed).hasSize(3);
    go.release(20);
    await().atMost(PATIENCE).until(() -> table.settled.size() == 20);
    assertThat(mostInHand).hasValue(3);
    assertThat(table.settled).doesNotHaveDuplicates();
  }

  @Test
  void failedExchangeIsSettledWithItsFailureOnce() throws Exception {
    table.due.add("mug");
    table.due.add("lamp");

    start(
        1,
        NEVER,
        row -> {
          if (row.equals("mug")) {
            throw new IllegalStateException("no glaze");
          }
        });

    table.awaitSettled("mug: no glaze", "lamp: well");
    assertThat(table.settled).hasSize(2);
  }

  @Test
  void routeThatAsksForARollbackHasFailed() throws Exception {
    table.rolledBack = "mug";
    table.due.addAll(List.of("mug", "lamp"));

    start(1, NEVER, row -> {});

    table.awaitSettled("mug: a route asked for a rollback", "lamp: well");
  }

  @Test
  void leaseEndsWithTheLastOfItsRows() throws Exception {
    // given two rows under one lease
    CountDownLatch go = new CountDownLatch(1);
    table.oneLease = true;
    table.due.addAll(List.of("mug", "lamp"));

    // when one of them is dealt with
    start(
        2,
        NEVER,
        row -> {
          if (row.equals("lamp")) {
            go.await();
          }
        });
    table.awaitSettled("mug: well");

    // then
    assertThat(table.ended).isEmpty();
    go.countDown();
    table.awaitSettled("lamp: well");
    await().atMost(PATIENCE).until(() -> table.ended.equals(List.of("lease")));
  }

  @Test
  void databaseThatIsAwayIsAskedAgain() throws Exception {
    // given
    table.failure =
        new UncategorizedSQLException("claim", null, new SQLException("the disk is full", "53100"));
    table.due.add("mug");
    start(4, Duration.ofMillis(50), row -> {});
    await().atMost(PATIENCE).until(() -> away.refusal() != null);
    table.awaitClaims(3);
    assertThat(table.settled).isEmpty();

    // when
    table.failure = null;

    // then
    table.awaitSettled("mug: well");
  }

  @Test
  void failureOfClaimingOrSettlingEndsNothing() throws Exception {
    // given
    table.failure = new IllegalStateException("a fault of ours");
    table.unsettled = "mug";
    table.due.add("mug");
    start(1, Duration.ofMillis(50), row -> {});
    table.awaitClaims(3);

    // when
    table.failure = null;
    table.due.add("lamp");

    // then
    table.awaitSettled("lamp: well");
    assertThat(table.settled).hasSize(1);
    await().atMost(PATIENCE).until(() -> table.ended.size() == 2);
  }

  @Test
  void stopWaitsForWhatIsInHandAndClaimsNoMore() throws Exception {
    // given
    Semaphore go = new Semaphore(0);
    table.due.addAll(List.of("mug", "lamp"));
    start(1, NEVER, row -> go.acquire());
    await().atMost(PATIENCE).until(() -> table.claimed.size() == 1);

    // when
    Future<?> stop = stopper.submit(this::stopRoute);
    await().atMost(PATIENCE).until(() -> !table.consumer().isStarted());
    assertThat(stop).isNotDone();
    go.release(2);
    stop.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    // then
    assertThat(table.settled).containsExactly("mug: well");
    assertThat(table.ended).containsExactly("lease of mug");
  }

  @Test
  void suspendedConsumerClaimsNothingUntilItIsResumed() throws Exception {
    // given one in hand, and another that is due
    Semaphore go = new Semaphore(0);
    start(1, Duration.ofMillis(20), row -> go.acquire());
    table.due.addAll(List.of("mug", "lamp"));
    await().atMost(PATIENCE).until(() -> table.claimed.size() == 1);

    // when
    table.consumer().suspend();
    go.release();
    table.awaitSettled("mug: well");
    table.consumer().wake();

    // then
    await().during(Duration.ofMillis(200)).until(() -> table.claimed.size() == 1);
    table.consumer().resume();
    go.release();
    table.awaitSettled("lamp: well");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void noneAtATimeIsRefused(int atATime) {
    assertThatThrownBy(() -> start(atATime, NEVER, row -> {}))
        .hasStackTraceContaining("atATime is at least 1, not " + atATime);
  }

  @Test
  void nothingIsSentToIt() throws Exception {
    start(1, NEVER, row -> {});

    assertThatThrownBy(() -> camel.getEndpoint("table:rows?atATime=1").createProducer())
        .hasMessageContaining("it is a from");
  }

  /** Until the claim that was just seen has ended, as the consumer takes rows again. */
  private void awaitRest() {
    await()
        .atMost(PATIENCE)
        .until(() -> table.consumer().takeWritten(1, (claimed, most) -> {}) == 1);
  }

  private static void inTransaction(Consumer<TransactionStatus> work) {
    JDBCDataSource memory = new JDBCDataSource();
    memory.setUrl("jdbc:hsqldb:mem:claims");
    new TransactionTemplate(new DataSourceTransactionManager(memory)).executeWithoutResult(work);
  }

  private interface Work {
    void on(String row) throws Exception;
  }

  private void start(int atATime, Duration period, Work work) throws Exception {
    camel
        .getPropertiesComponent()
        .addOverrideProperty("lowstock.leftoversPeriod", Long.toString(period.toMillis()));
    ClaimConsumer.Source source = new ClaimConsumer.Source(table::end, away, signal, usable::get);
    camel.addComponent(
        "table",
        new DefaultComponent() {
          @Override
          protected Endpoint createEndpoint(String uri, String name, Map<String, Object> options)
              throws Exception {
            Endpoint endpoint = new ClaimEndpoint(uri, this, source, table::consumer);
            setProperties(endpoint, options);
            return endpoint;
          }
        });
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("table:rows?atATime=" + atATime)
                .routeId("rows")
                .errorHandler(noErrorHandler())
                .process(
                    exchange -> {
                      String row = exchange.getMessage().getBody(String.class);
                      work.on(row);
                      exchange.setRollbackOnly(row.equals(table.rolledBack));
                    });
          }
        });
    camel.start();
  }

  private Void stopRoute() throws Exception {
    camel.getRouteController().stopRoute("rows", PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return null;
  }

  private record Row(String name, String lease) implements ClaimConsumer.Claim {}

  /** Rows that are claimed once, and what became of them. */
  private static final class Table {
    private final Queue<String> due = new ConcurrentLinkedQueue<>();
    private final List<String> claimed = new CopyOnWriteArrayList<>();
    private final List<String> settled = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final AtomicInteger claims = new AtomicInteger();
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable String unsettled;
    private volatile @Nullable String rolledBack;
    private volatile boolean oneLease;
    private volatile boolean showsAllDue;
    private volatile boolean mayBeWantedInHand;
    private volatile boolean wantedAgainAndAgain;
    private final Queue<String> wanted = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ClaimConsumer<Row> consumer;

    void awaitClaims(int number) {
      await().atMost(PATIENCE).until(() -> claims.get() >= number);
    }

    void awaitSettled(String... rows) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(settled).contains(rows));
    }

    ClaimConsumer<Row> consumer() {
      return Objects.requireNonNull(consumer);
    }

    private List<Row> claim(int most) {
      claims.incrementAndGet();
      RuntimeException now = failure;
      if (now != null) {
        throw now;
      }
      List<Row> rows = new ArrayList<>();
      while (rows.size() < most && !due.isEmpty()) {
        String name = due.remove();
        claimed.add(name);
        rows.add(new Row(name, oneLease ? "lease" : "lease of " + name));
      }
      return rows;
    }

    /** Claims rows that nobody else can see yet. */
    private ObjIntConsumer<List<Row>> writes(String... names) {
      return (rows, most) ->
          Stream.of(names).limit(most).forEach(name -> rows.add(new Row(name, "lease of " + name)));
    }

    private void end(String lease) {
      if (!wantedAgainAndAgain) {
        ended.add(lease);
      }
    }

    private void settle(Row row, Exchange exchange) {
      if (row.name().equals(unsettled)) {
        throw new IllegalStateException("cannot be written");
      }
      Exception failed = exchange.getException();
      if (row.name().equals("vase") && wantedAgainAndAgain) {
        // Thousands a second.
        return;
      }
      settled.add(row.name() + ": " + (failed == null ? "well" : failed.getMessage()));
    }

    private ClaimConsumer<Row> consumer(
        ClaimEndpoint endpoint, Processor route, ClaimConsumer.Way way) {
      ClaimConsumer<Row> made =
          new ClaimConsumer<>(endpoint, route, way) {
            @Override
            protected List<Row> claim(int most) {
              return Table.this.claim(most);
            }

            @Override
            protected boolean showsAllDue() {
              return showsAllDue;
            }

            @Override
            protected boolean mayBeWantedInHand() {
              return mayBeWantedInHand;
            }

            @Override
            protected List<Row> claimWantedInHand(int most) {
              String name = wantedAgainAndAgain ? "vase" : wanted.poll();
              return name == null ? List.of() : List.of(new Row(name, "lease of " + name));
            }

            @Override
            protected void fill(Exchange exchange, Row row) {
              exchange.getMessage().setBody(row.name());
            }

            @Override
            protected void settle(Row row, Exchange exchange) {
              Table.this.settle(row, exchange);
            }
          };
      consumer = made;
      return made;
    }
  }
}
