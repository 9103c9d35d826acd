package dev.lowstock.etsy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedPlaceTest {
  private static final long MORNING = 1_575_280_000;

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(MORNING));
  private final FeedPlace place = new FeedPlace(clock);

  /** The stored cursor. */
  private FeedCursor cursor = cursorAt(MORNING);

  @Test
  void windowBeginsWhereTheCursorIsAndEndsNow() {
    clock.advance(Duration.ofSeconds(20));

    FeedWindow window = open();

    assertThat(window).isEqualTo(new FeedWindow(MORNING, MORNING + 20, 0, 100, MORNING + 20));
    assertThat(window.query())
        .isEqualTo("time_offset=" + (MORNING - 5) + "&time_limit=25&limit=100&offset=0");
  }

  @Test
  void nothingIsAskedWithinTheSameSecond() {
    assertThat(place.open(cursor)).isNull();
  }

  @Test
  void windowsFollowEachOtherWithoutAGap() {
    List<FeedWindow> read = new ArrayList<>();
    for (int tick = 0; tick < 5; tick++) {
      clock.advance(Duration.ofSeconds(20));
      read.addAll(readAll(0));
    }

    assertThat(read).hasSize(5);
    for (int i = 1; i < read.size(); i++) {
      assertThat(read.get(i).since()).isEqualTo(read.get(i - 1).until());
    }
  }

  @Test
  void longGapIsCaughtUpInStepsWithoutAGap() {
    clock.advance(Duration.ofMinutes(10).plusSeconds(30));

    List<FeedWindow> read = readAll(0);

    assertThat(read).hasSize(11);
    assertThat(read).allMatch(window -> window.until() - window.since() <= 60);
    for (int i = 1; i < read.size(); i++) {
      assertThat(read.get(i).since()).isEqualTo(read.get(i - 1).until());
    }
    assertThat(read.get(10).until()).isEqualTo(MORNING + 630);
    assertThat(read.get(0).behind()).isEqualTo(Duration.ofSeconds(570));
  }

  @Test
  void catchingUpIsMentionedOnceInAWhile() {
    clock.advance(Duration.ofHours(2));

    assertThat(readAll(0).stream().filter(FeedWindow::isMilestone).count()).isBetween(3L, 5L);
  }

  @Test
  void windowIsPagedToItsEnd() {
    clock.advance(Duration.ofSeconds(20));

    List<FeedWindow> read = readAll(250);

    assertThat(read).extracting(FeedWindow::offset).containsExactly(0, 100, 200);
    assertThat(cursor).isEqualTo(cursorAt(MORNING + 20));
  }

  @Test
  void fullLastPageIsFollowedByOneMore() {
    clock.advance(Duration.ofSeconds(20));

    assertThat(readAll(200)).extracting(FeedWindow::offset).containsExactly(0, 100, 200);
  }

  @Test
  void windowThatWasHalfReadGoesOnWhereItWas() {
    cursor = new FeedCursor(MORNING, MORNING + 20, 100);
    clock.advance(Duration.ofHours(1));

    assertThat(open()).isEqualTo(new FeedWindow(MORNING, MORNING + 20, 100, 100, MORNING + 3600));
  }

  @Test
  void shortPageInTheMiddleDoesNotEndTheWindow() {
    clock.advance(Duration.ofSeconds(20));
    FeedWindow window = open();

    FeedWindow next = place.next(window, page(150, 70));

    assertThat(next).isEqualTo(window.at(70, 100));
  }

  @Test
  void emptyPageEndsTheWindowWhateverTheCount() {
    clock.advance(Duration.ofSeconds(20));
    FeedWindow window = open().at(100, 100);

    assertThat(place.next(window, page(150, 0))).isNull();
    assertThat(place.cursorAfter(window, page(150, 0)))
        .isEqualTo(new FeedCursor(MORNING + 20, MORNING + 20, 0));
  }

  @Test
  void windowThatHoldsMoreThanCanBePagedIsHalved() {
    clock.advance(Duration.ofSeconds(20));
    FeedWindow window = open();

    FeedWindow half = place.next(window, page(10_001, 100));

    assertThat(half).isEqualTo(new FeedWindow(MORNING, MORNING + 10, 0, 100, MORNING + 20));
    assertThat(place.cursorAfter(window, page(10_001, 100)))
        .isEqualTo(new FeedCursor(MORNING, MORNING + 10, 0));
  }

  @Test
  void restOfAHalvedWindowIsReadToo() {
    clock.advance(Duration.ofSeconds(20));
    FeedWindow half = open().half();

    assertThat(place.next(half, page(10, 10)))
        .isEqualTo(new FeedWindow(MORNING + 10, MORNING + 20, 0, 100, MORNING + 20));
  }

  @Test
  void singleSecondThatIsTooFullIsReadAsFarAsItGoes() {
    clock.advance(Duration.ofSeconds(1));
    FeedWindow window = open();

    assertThat(place.next(window, page(20_000, 100))).isEqualTo(window.at(100, 100));
  }

  @Test
  void pageThatIsTooLargeIsAskedForInSmallerParts() {
    clock.advance(Duration.ofSeconds(20));
    FeedWindow window = open();

    FeedWindow smaller = place.next(window, FeedPage.outgrown());

    assertThat(smaller).isEqualTo(window.at(0, 50));
    assertThat(place.cursorAfter(window, FeedPage.outgrown()))
        .isEqualTo(new FeedCursor(MORNING, MORNING + 20, 0));
  }

  @Test
  void entryThatIsTooLargeByItselfIsPassedOverAndTheRestIsRead() {
    clock.advance(Duration.ofSeconds(20));
    FeedWindow window = open().at(7, 1);

    assertThat(place.next(window, FeedPage.outgrown())).isEqualTo(window.at(8, 100));
  }

  @Test
  void oneHugeEntryCostsItselfAlone() {
    clock.advance(Duration.ofSeconds(20));
    FeedWindow window = open();
    int huge = 37;
    List<Integer> read = new ArrayList<>();

    for (int asked = 0; window != null; asked++) {
      assertThat(asked).isLessThan(200);
      int end = Math.min(window.offset() + window.limit(), 120);
      boolean outgrown = window.offset() <= huge && huge < end;
      for (int entry = window.offset(); entry < end && !outgrown; entry++) {
        read.add(entry);
      }
      window =
          place.next(
              window,
              outgrown ? FeedPage.outgrown() : page(120, Math.max(0, end - window.offset())));
    }

    assertThat(read).doesNotHaveDuplicates().hasSize(119).doesNotContain(huge);
  }

  @Test
  void clockThatIsAheadIsSetRightByEtsy() {
    place.answeredAt(date(MORNING - 300));

    assertThat(place.now()).isEqualTo(MORNING - 300);
  }

  @Test
  void clockThatIsBehindIsSetRightByEtsy() {
    place.answeredAt(date(MORNING + 300));
    clock.advance(Duration.ofSeconds(20));

    assertThat(place.now()).isEqualTo(MORNING + 320);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2019-12-02T10:26:40Z", "Mon, 99 Dec 2019 10:26:40 GMT"})
  void dateThatIsNoneChangesNothing(String date) {
    place.answeredAt(date);

    assertThat(place.now()).isEqualTo(MORNING);
    assertThat(place.hasAnswered()).isTrue();
  }

  @Test
  void answerWithoutADateChangesNothing() {
    assertThat(place.hasAnswered()).isFalse();

    place.answeredAt(null);

    assertThat(place.now()).isEqualTo(MORNING);
    assertThat(place.hasAnswered()).isTrue();
  }

  @Test
  void clockThatIsBehindAtTheStartDoesNotKeepTheFeedUnread() {
    clock.advance(Duration.ofHours(-1));

    FeedWindow asked = open();
    place.answeredAt(date(MORNING + 20));
    recorded(asked);

    assertThat(asked.since()).isEqualTo(MORNING);
    assertThat(readAll(0)).last().extracting(FeedWindow::until).isEqualTo(MORNING + 20);
  }

  @Test
  void cursorThatAWrongClockLeftInTheFutureIsSetBackAndTheLastMinuteRead() {
    cursor = cursorAt(MORNING + 86_400);
    FeedWindow asked = open();
    place.answeredAt(date(MORNING));
    recorded(asked);

    FeedWindow back = open();
    recorded(back);

    assertThat(back.query()).startsWith("time_offset=" + (MORNING - 65) + "&time_limit=65&");
    assertThat(cursor).isEqualTo(cursorAt(MORNING));
    clock.advance(Duration.ofSeconds(20));
    assertThat(open().since()).isEqualTo(MORNING);
  }

  @Test
  void cursorASecondAheadOfTheClockIsNoWrongClock() {
    place.answeredAt(date(MORNING - 1));

    assertThat(place.open(cursor)).isNull();
  }

  @Test
  void cursorThatSomebodyElseMovedIsNoticed() {
    FeedWindow window = new FeedWindow(MORNING, MORNING + 20, 0, 100, MORNING + 20);

    assertThatCode(() -> place.requireMoved(1, window)).doesNotThrowAnyException();
    assertThatThrownBy(() -> place.requireMoved(0, window)).isInstanceOf(CursorMoved.class);
  }

  /** Reads windows of so many entries each until nothing is left, as FeedReading does. */
  private List<FeedWindow> readAll(int entries) {
    List<FeedWindow> read = new ArrayList<>();
    FeedWindow window = place.open(cursor);
    while (window != null) {
      assertThat(read.size()).isLessThan(1000);
      read.add(window);
      FeedPage page =
          page(entries, Math.max(0, Math.min(window.limit(), entries - window.offset())));
      cursor = place.cursorAfter(window, page);
      window = place.next(window, page);
    }
    return read;
  }

  private void recorded(FeedWindow window) {
    cursor = place.cursorAfter(window, page(0, 0));
  }

  private FeedWindow open() {
    @Nullable FeedWindow window = place.open(cursor);
    assertThat(window).isNotNull();
    return java.util.Objects.requireNonNull(window);
  }

  private static FeedPage page(int count, int entries) {
    return new FeedPage(count, entries, List.of(), Map.of(), false);
  }

  private static FeedCursor cursorAt(long time) {
    return new FeedCursor(time, time, 0);
  }

  private static String date(long time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.ofEpochSecond(time).atOffset(ZoneOffset.UTC));
  }
}
