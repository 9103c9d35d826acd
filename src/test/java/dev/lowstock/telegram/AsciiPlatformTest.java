package dev.lowstock.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.telegram.model.OutgoingDocumentMessage;
import org.junit.jupiter.api.Test;

/** A container without a UTF-8 locale: the JVM's default charset is US-ASCII. */
class AsciiPlatformTest {
  private static final String TEXT = "Blåbär-Becher ☕ 😀 für 12 €";

  @Test
  void everyCharacterArrivesThere() throws Exception {
    try (SandboxTelegram telegram = SandboxTelegram.start()) {
      Person ada = telegram.person("Ada").knowsTheBot();

      Process program =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Dfile.encoding=US-ASCII",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Program.class.getName(),
                  telegram.baseUri(),
                  String.valueOf(ada.chatId()))
              .inheritIO()
              .start();

      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).isZero();
      assertThat(ada.messages().get(0).text()).isEqualTo(TEXT);
      assertThat(telegram.requests("sendDocument").get(0).parameters())
          .containsEntry("caption", TEXT);
    }
  }

  /** What runs in the other JVM. */
  static final class Program {
    public static void main(String[] args) {
      if (Charset.defaultCharset().newEncoder().canEncode('☕')) {
        throw new IllegalStateException("This JVM knows more than ASCII");
      }
      BotApi api = new BotApi(args[0], SandboxTelegram.TOKEN);
      api.call("sendMessage", Map.of("chat_id", args[1], "text", TEXT));
      OutgoingDocumentMessage document = new OutgoingDocumentMessage();
      document.setDocument(new byte[] {1});
      document.setCaption(TEXT);
      api.send(document, args[1]);
    }
  }
}
