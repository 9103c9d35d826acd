package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measuring command, with sizes too small to say anything. */
@Order(1)
final class BenchScenario {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @Test
  void everyFigureIsPrintedWithItsAim(@TempDir Path directory) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String tests =
        Path.of(TinyPeer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    String peer = java + " -cp " + tests + " " + TinyPeer.class.getName();
    try (Program bench =
        Program.start(
            directory,
            Map.of(),
            List.of(),
            List.of(
                "bench",
                "feed",
                "--pages=3",
                "--alerts=3",
                "--warm-up=2",
                "--starts=1",
                "--idle=1",
                "--beside=" + peer))) {
      assertThat(bench.awaitExit(PATIENCE)).isZero();

      assertThat(String.join("\n", bench.lines()))
          .containsPattern("CPU a listing, whole feed route +\\d.*<= 25 us")
          .containsPattern("CPU a listing, bare Jackson +\\d")
          .containsPattern("feed route / bare Jackson +(\\d|unknown)")
          .containsPattern("listings a second +\\d")
          .containsPattern("feed to Telegram, p50 +\\d.*<= 5 ms")
          .containsPattern("feed to Telegram, p99 +\\d.*<= 15 ms")
          .containsPattern("resident after that +(\\d|unknown)")
          .containsPattern("start, with class-data archive +\\d.*<= 1.5 s")
          .containsPattern("start, without it +\\d")
          .containsPattern("resident when idle +(\\d.*|unknown +)<= 150 MB")
          .containsPattern("CPU when idle +\\d")
          .containsPattern("CPU a listing, command beside +\\d.*TinyPeer")
          .containsPattern("listings a second, command beside +\\d");
    }
  }

  @Test
  void shopsPrintCallsAndTimeToTelegram(@TempDir Path directory) {
    try (Program bench =
        Program.start(
            directory,
            Map.of(),
            List.of(),
            List.of(
                "bench",
                "shops",
                "--listings=5,130",
                "--warm-up=2",
                "--sales=3",
                "--large=130",
                "--shops=2"))) {
      assertThat(bench.awaitExit(PATIENCE)).isZero();

      assertThat(String.join("\n", bench.lines()))
          .containsPattern("5 listings: calls a look +1 ")
          .containsPattern("5 listings: calls a day +4320 ")
          .containsPattern("130 listings: calls a look +2 ")
          .containsPattern("130 listings: a look every +20 s")
          .containsPattern("130 listings: processor a look +\\d")
          .containsPattern("webhook to Telegram, p50 +\\d.*<= 15 ms")
          .containsPattern("webhook to Telegram, p99 +\\d.*<= 30 ms")
          .containsPattern("processor a sale by webhook +\\d.*<= 10 ms")
          .containsPattern("commits a sale by webhook +\\d")
          .containsPattern("2 x 130 listings: processor a new one +\\d.*<= 0.2 ms")
          .containsPattern("2 x 130 listings: first looks +\\d")
          .containsPattern("2 x 130 listings: processor so far +\\d")
          .containsPattern("2 x 130 listings: processor a look +\\d")
          .containsPattern("2 x 130 listings: resident at most +(\\d|unknown)")
          .containsPattern("2 x 130 listings: heap after GC +(\\d|unknown)");
    }
  }

  @Test
  void plannerPrintsEveryPartAndDrawsAPicture(@TempDir Path directory) {
    Path svg = directory.resolve("planner.svg");
    try (Program bench =
        Program.start(
            directory,
            Map.of(),
            List.of(),
            List.of(
                "bench",
                "planner",
                "--listings=300",
                "--shops=20",
                "--days=1",
                "--waves=0.8",
                "--svg=" + svg))) {
      assertThat(bench.awaitExit(PATIENCE)).isZero();

      assertThat(String.join("\n", bench.lines()))
          .containsPattern("each in turn +\\d+ .* 1.00 ")
          .containsPattern("square root, true rates +\\d")
          .containsPattern("ours, wrong rates +\\d")
          .containsPattern("ours, learned rates +\\d")
          .containsPattern("ours, learned, by the hour +\\d")
          .containsPattern("every shop in turn +\\d")
          .containsPattern("shops and sweeps, by index +\\d")
          .containsPattern("the same, with webhooks +\\d")
          .containsPattern("20 on 100000 +\\d");
      assertThat(svg).content().contains("<title", "<desc");
    }
  }
}
