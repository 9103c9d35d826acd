package dev.lowstock.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that does little but collect garbage, with the collectors that people use. */
class FullHeapTest {
  private static final int PATIENCE_SECONDS = 120;

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC"})
  void processThatOnlyCollectsGarbageSaysSoAndEndsWithOne(String collector) throws Exception {
    Process process = start(collector);

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(text(process)).contains("went to collecting garbage", "JAVA_OPTS=-Xmx");
    assertThat(process.exitValue()).isEqualTo(Exit.TROUBLE);
  }

  @Test
  void processThatCannotEvenEndInOrderIsHalted() throws Exception {
    Process process = start("-XX:+UseSerialGC", "hangs");

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(text(process)).contains("Not everything ended in time");
    assertThat(process.exitValue()).isEqualTo(Exit.TROUBLE);
  }

  private static Process start(String collector, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(collector, "-XX:TieredStopAtLevel=1", "-Xmx40m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FullHeap.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
