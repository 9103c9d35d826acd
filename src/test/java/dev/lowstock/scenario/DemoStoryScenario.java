package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code lowstock demo --script} as a process of its own, from the packaged jar. */
@Timeout(90)
class DemoStoryScenario {
  private record Ended(int exitCode, String said) {}

  @Test
  void storyOfTodaysApiHappensToItsEnd() throws IOException, InterruptedException {
    // The page after the log-in has to be the bot's own, whatever port is named in front.
    Ended demo = runs(Map.of("HTTP_PORT", Integer.toString(FreePorts.next())));

    assertThat(demo.said())
        .containsSubsequence(
            "Ada:  /start",
            "[ Log in to Etsy ]",
            "asks whether this is her chat",
            "I watch BlueMugs now",
            "Sold out: Blue mug",
            "MUG-BLUE-L",
            "Low: Desk lamp",
            "Sold out: Blue mug",
            "I watch RedPots now",
            "Ada:  /invite",
            "Ada in Mug team:  /start@lowstock_bot ",
            "Shall I tell the group “Mug team” about RedPots",
            "Bot in Mug team:  Sold out: Red pot",
            "Ada:  /status",
            "Sold out now",
            "All of it happened");
    assertThat(demo.exitCode()).isZero();
  }

  @Test
  void storyOfTheRetiredFeedHappensToItsEnd() throws IOException, InterruptedException {
    Ended demo = runs(Map.of(), "--api", "v2");

    assertThat(demo.said())
        .containsSubsequence("Ada:  /start", "Ada:  /pin ", "MUG-BLUE-L", "All of it happened");
    assertThat(demo.exitCode()).isZero();
  }

  @Test
  void versionThatTheSandboxDoesNotSpeakIsRefused() throws IOException, InterruptedException {
    Ended demo = runs(Map.of(), "--api", "v4");

    assertThat(demo.exitCode()).isNotZero();
    assertThat(demo.said()).contains("'v4' is neither v3 nor v2");
  }

  @Test
  void portThatIsNoneIsRefusedInWords() throws IOException, InterruptedException {
    Ended demo = runs(Map.of("HTTP_PORT", "0"));

    assertThat(demo.said()).contains("HTTP_PORT must be a port from 1 to 65535, but is '0'");
    assertThat(demo.exitCode()).isEqualTo(78);
  }

  private static Ended runs(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Program.JAVA);
    command.addAll(Program.LAUNCHER_FLAGS);
    command.addAll(List.of("-jar", Program.JAR.toString()));
    command.addAll(List.of("demo", "--script"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }
}
