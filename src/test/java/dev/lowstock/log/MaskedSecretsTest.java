package dev.lowstock.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MaskedSecretsTest {
  private static final String TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

  @AfterEach
  void forget() {
    MaskedSecrets.mask(List.of());
  }

  @Test
  void secretIsMaskedInMessageAndStackTrace() {
    MaskedSecrets.mask(List.of("elephant", "bluemugs-secret"));

    String line =
        logged("password elephant", new IllegalStateException("signed with bluemugs-secret"));

    assertThat(line)
        .contains("password ***", "signed with ***")
        .doesNotContain("elephant", "bluemugs-secret");
  }

  @Test
  void secretThatIsReadLaterIsMaskedBesideTheOthers() {
    MaskedSecrets.mask(List.of("elephant"));
    MaskedSecrets.maskToo("giraffe");

    assertThat(logged("elephant and giraffe", null)).isEqualTo("*** and ***");
  }

  @Test
  void botTokenInAnAddressIsMaskedBeforeTheSettingsAreRead() {
    assertThat(logged("POST https://api.telegram.org/bot" + TOKEN + "/getMe", null))
        .contains("/bot***/getMe")
        .doesNotContain(TOKEN);
  }

  @Test
  void lineWithoutSecretsStaysAsItIs() {
    MaskedSecrets.mask(List.of("elephant"));

    assertThat(logged("Chat 1001: delivered alerts [1, 2]", null))
        .isEqualTo("Chat 1001: delivered alerts [1, 2]");
  }

  private static String logged(
      String message, @org.jspecify.annotations.Nullable Throwable thrown) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.getInstanceConverterMap().put("masked", MaskedSecrets::new);
    layout.setPattern("%masked(%msg%n%ex)");
    layout.start();
    return layout
        .doLayout(
            new LoggingEvent(
                "test", context.getLogger("test"), Level.INFO, message, thrown, new Object[0]))
        .strip();
  }
}
