package dev.lowstock.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program's own logging makes of values from outside. */
class LogLinesTest {
  private static final String FORGED = "2026-11-23T00:00:00.000Z INFO  Bot  all is well";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r",
        "\r\n",
        "\u000b",
        "\u000c",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u0000",
        "\u0008",
        "\u001b[2J\u001b[31m",
        "\u009b31m",
        "\u001b]0;title\u0007",
        "\u007f",
        "\u202e",
        "\u2066"
      })
  void noValueBeginsALineOrMovesTheTerminal(String evil) {
    String value = "Blue mug" + evil + FORGED;

    String message = printed(log -> log.warn("Noticed: {}", value));
    String thrown =
        printed(
            log ->
                log.error(
                    "Noticed: " + value,
                    new IllegalStateException(value, new IllegalArgumentException(value))));

    assertThat(message.lines()).hasSize(1);
    assertThat(message).contains("Blue mug\\u", FORGED.substring(30)).endsWith("\n");
    assertThat(thrown.lines())
        .allMatch(line -> line.matches("20\\d\\d-.* ERROR .*|java.lang.Ill.*|Caused by: .*|\t.*"));
    assertThat(thrown.lines().filter(line -> line.startsWith("20"))).hasSize(1);
    assertThat((message + thrown).replaceAll("[\n\t]", ""))
        .doesNotContainPattern("\\p{Cc}|\\p{Cf}");
  }

  @Test
  void stackTraceKeepsItsLines() {
    String thrown = printed(log -> log.error("Sad", new IllegalStateException("why")));

    assertThat(thrown)
        .contains("ERROR")
        .contains("Sad\njava.lang.IllegalStateException: why\n\tat dev.lowstock.log.LogLinesTest");
  }

  @Test
  void lettersOfAllScriptsStayAsTheyAre() {
    assertThat(printed(log -> log.info("Tasse für Zoë – 茶碗 كوب 🫖")))
        .contains("Tasse für Zoë – 茶碗 كوب 🫖");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"org.apache.hc.client5.http.wire", "org.apache.camel.component.bean.MethodInfo"})
  void librariesNeverTraceMessages(String library) {
    assertThat(
            printed(
                log -> {
                  Logger logger = log.getLoggerContext().getLogger(library);
                  logger.setLevel(Level.TRACE);
                  logger.trace("access_token=abc");
                  logger.info("well");
                }))
        .contains("well")
        .doesNotContain("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nosuch/logback.xml", "nosuch.xml", "file:/nosuch/logback.xml", "\0"})
  void configurationThatIsNotThereLeavesTheLogAsItIs(String place) {
    System.setProperty(ClassicConstants.CONFIG_FILE_PROPERTY, place);
    try {
      assertThat(new LogSetup().configure(new LoggerContext()))
          .isEqualTo(Configurator.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    } finally {
      System.clearProperty(ClassicConstants.CONFIG_FILE_PROPERTY);
    }
  }

  @Test
  void configurationThatIsThereIsLogbacksToRead(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("logback.xml"));
    try {
      for (String place : List.of(file.toString(), file.toUri().toString())) {
        System.setProperty(ClassicConstants.CONFIG_FILE_PROPERTY, place);
        assertThat(new LogSetup().configure(new LoggerContext()))
            .isEqualTo(Configurator.ExecutionStatus.INVOKE_NEXT_IF_ANY);
      }
    } finally {
      System.clearProperty(ClassicConstants.CONFIG_FILE_PROPERTY);
    }
  }

  /** Everything that the shipped configuration prints. */
  private static String printed(Consumer<Logger> says) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LogSetup().configure(context);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ((OutputStreamAppender<ILoggingEvent>) root.getAppender("out")).setOutputStream(out);
    says.accept(context.getLogger("receive-callback"));
    context.stop();
    return out.toString(UTF_8);
  }
}
